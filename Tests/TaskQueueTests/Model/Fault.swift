/// Rules broken on purpose, one for each invariant: the checks must notice.
enum Fault: CaseIterable {
    /// Releasing deletes the lease and writes no ready row, as an unknown kind would.
    case releaseGoesNowhere
    /// Rescue finds leases in one statement and moves them in the next, without a second look.
    case rescueInTwoStatements
    /// Re-sending stores a result again, successors and all.
    case unguardedResult
    /// Completing does not ask for the token.
    case unfencedCompletion
    /// Whatever result is there counts as one's own.
    case classifiedWithoutToken
    /// Where only failed responses are revised, generating makes the revise tasks as well.
    case revisedTwice
    /// Snoozing counts an attempt.
    case snoozeCountsAttempt
    /// A lost lease counts as an attempt instead of a crash.
    case rescueCountsAttempt
    /// A task dies one crash later than its budget says.
    case budgetOverrun
    /// Attempts and crashes are spent from one purse.
    case oneBudget
    /// Redriven tasks come back with what they had spent.
    case redriveKeepsBudgets
    /// Leases are known by their task alone, so that an older token hides a stray.
    case knownByTaskAlone
    /// The cursor moves in a transaction of its own, before the rows.
    case cursorBeforeRows
    /// The rows are made in a transaction of their own, before the cursor moves.
    case rowsBeforeCursor
    /// A chunk that ends with the last sample opens nothing, and an empty one is never asked for.
    case neverOpens
    /// Redriving lets dead tasks into a closing round.
    case redriveWhileClosing
    /// The close looks before it waits for the lock.
    case closeInOneStatement
    /// The close does not compare the state under the lock.
    case closeInAnyState
    /// Cancelling passes the lock by, and whoever holds it writes over it.
    case cancelPassesLock
    /// A job counts as swept while somebody holds leases.
    case sweptOverLeases

    /// What it breaks, and is to be reported as.
    var breaks: Invariant {
        switch self {
        case .releaseGoesNowhere: .conservation
        case .rescueInTwoStatements: .onePlace
        case .unguardedResult: .oneResult
        case .unfencedCompletion: .latestClaimOnly
        case .classifiedWithoutToken: .honestAnswers
        case .revisedTwice: .exactFanOut
        case .snoozeCountsAttempt: .freeReturns
        case .rescueCountsAttempt: .separateBudgets
        case .budgetOverrun: .finiteBudgets
        case .oneBudget: .reasonedDeath
        case .redriveKeepsBudgets: .freshRedrive
        case .knownByTaskAlone: .strayReturns
        case .cursorBeforeRows: .seedingLosesNothing
        case .rowsBeforeCursor: .seedingDoublesNothing
        case .neverOpens: .closesAtLast
        case .redriveWhileClosing: .noLateWork
        case .closeInOneStatement: .closesNeverEarly
        case .closeInAnyState: .closesOnce
        case .cancelPassesLock: .permittedStates
        case .sweptOverLeases: .sweptStaysEmpty
        }
    }
}
