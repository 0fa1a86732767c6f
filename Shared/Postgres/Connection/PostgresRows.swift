import CLibPQ

/// The rows one statement returned, read where libpq left them.
package struct PostgresRows: Sendable, RandomAccessCollection {
    let result: ResultOwner

    package var startIndex: Int { 0 }
    package var endIndex: Int { Int(PQntuples(result.pointer)) }
    package subscript(index: Int) -> PostgresRow { PostgresRow(result: result, index: Int32(index)) }

    /// How many rows the statement inserted, changed, deleted or returned.
    package var affected: Int { PQcmdTuples(result.pointer).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// What the server calls what it did, such as `COMMIT`.
    var commandTag: String { PQcmdStatus(result.pointer).map { String(cString: $0) } ?? "" }
}
