/// A host that is no numeric address; names are not looked up for listening.
package struct ListenError: Error, Equatable, CustomStringConvertible {
    package let host: String

    package var description: String {
        "can't listen on \"\(host)\": give an address such as 127.0.0.1, 0.0.0.0 or ::1"
    }
}
