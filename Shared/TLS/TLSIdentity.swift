package import Foundation
import Synchronization

/// Who a server is: the certificate that new connections get, which may be replaced while it serves.
package final class TLSIdentity: Sendable {
    private let files: TLSFiles
    private let current: Mutex<TLSContext>

    /// Reads the files; the error names the one that is wrong.
    package init(_ files: TLSFiles) throws(TLSFileError) {
        self.files = files
        current = Mutex(try TLSContext(files))
    }

    package var context: TLSContext { current.withLock { $0 } }

    /// Reads the files anew, for the connections that come; those that are open keep what they have.
    ///
    /// Where a file is wrong the last good ones stay in force.
    package func reload() throws(TLSFileError) {
        let next = try TLSContext(files)
        current.withLock { $0 = next }
    }

    /// When the certificate ends.
    package var ends: Date { context.ends }
}
