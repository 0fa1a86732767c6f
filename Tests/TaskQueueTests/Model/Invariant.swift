/// What holds whatever happens, in whatever order.
enum Invariant: String, CaseIterable {
    case conservation
    case onePlace
    case oneResult
    case latestClaimOnly
    case honestAnswers
    case exactFanOut
    case freeReturns
    case separateBudgets
    case finiteBudgets
    case reasonedDeath
    case freshRedrive
    case strayReturns
    case seedingLosesNothing
    case seedingDoublesNothing
    case noLateWork
    case closesNeverEarly
    case closesOnce
    case closesAtLast
    case permittedStates
    case sweptStaysEmpty
}

extension Invariant: CustomStringConvertible {
    private var sentence: String {
        switch self {
        case .conservation: "every task that was made is somewhere, and no other is (R2)"
        case .onePlace: "no task is in two places (R1)"
        case .oneResult: "no task has its result stored twice (R16)"
        case .latestClaimOnly: "only the latest claim of a task ends it (R8)"
        case .honestAnswers: "ok is said once, already to who was told ok, stale to all others (R15)"
        case .exactFanOut: "a stored result makes its successors, all of them and no others (R14)"
        case .freeReturns: "snoozed, released, reconciled and promoted tasks keep both budgets (R17, R27)"
        case .separateBudgets: "a failure counts an attempt, a lost lease a crash, never the other (R18)"
        case .finiteBudgets: "a task that is still worked on has something left of both budgets (R18)"
        case .reasonedDeath: "a task dies of a spent budget, fatally or with its job, of nothing else (R17)"
        case .freshRedrive: "a redriven task has both budgets whole (R20)"
        case .strayReturns: "reconciling returns a lease whose holder does not know of it (R27)"
        case .seedingLosesNothing: "every sample before the cursor has its generate task (R29)"
        case .seedingDoublesNothing: "no sample at or behind the cursor has a generate task (R29)"
        case .noLateWork: "nothing comes into a closing round (R20)"
        case .closesNeverEarly: "a round closes over nothing live (R30, R31)"
        case .closesOnce: "a round closes once (R32)"
        case .closesAtLast: "from wherever it is, a round can get to its end (R30)"
        case .permittedStates: "a round goes only where its state permits, and cancelled is for good"
        case .sweptStaysEmpty: "a swept job has nothing live, and never again will (R35)"
        }
    }

    var description: String { "\(rawValue): \(sentence)" }
}
