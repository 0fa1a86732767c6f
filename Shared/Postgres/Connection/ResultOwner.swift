import CLibPQ

/// Owns one result of libpq.
///
/// `@unchecked Sendable`: a `PGresult` is never written again once libpq has
/// handed it out, and only the deinit, which is alone by then, frees it.
final class ResultOwner: @unchecked Sendable {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQclear(pointer) }

    var status: ExecStatusType { PQresultStatus(pointer) }

    /// Why the statement failed; nil if libpq itself made the error up.
    var serverError: ServerError? {
        guard let sqlState = field(PG_DIAG_SQLSTATE) else { return nil }
        return ServerError(
            sqlState: SQLState(rawValue: sqlState), message: field(PG_DIAG_MESSAGE_PRIMARY) ?? "",
            detail: field(PG_DIAG_MESSAGE_DETAIL), hint: field(PG_DIAG_MESSAGE_HINT),
            table: field(PG_DIAG_TABLE_NAME), constraint: field(PG_DIAG_CONSTRAINT_NAME))
    }

    /// The whole message, for errors of libpq.
    var message: String { PQresultErrorMessage(pointer).map { String(cString: $0) } ?? "" }

    private func field(_ code: Character) -> String? {
        PQresultErrorField(pointer, Int32(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
}

// libpq defines these as characters, which Swift does not import as such.
private let PG_DIAG_SQLSTATE: Character = "C"
private let PG_DIAG_MESSAGE_PRIMARY: Character = "M"
private let PG_DIAG_MESSAGE_DETAIL: Character = "D"
private let PG_DIAG_MESSAGE_HINT: Character = "H"
private let PG_DIAG_TABLE_NAME: Character = "t"
private let PG_DIAG_CONSTRAINT_NAME: Character = "n"
