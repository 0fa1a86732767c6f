/// What an alternative of a decision can have to it; each has a weight in θ.
///
/// A feature that names a circumstance (crowd, small, subtle, …) is where the
/// untrained model is weak on purpose: training can unlearn it, and what is
/// learned on one picture helps on every other one alike.
enum Feature: String, Sendable, Hashable, CaseIterable, Codable {
    // The form of the response.
    case formIgnored, evading, evadingInDoubt
    // Whatever a language model could also say, with no regard to the picture.
    case straying
    // Slips in short answers.
    case slipInDoubt, countUnder, countUnderInCrowd, countOver, countFar
    case hueSlip, hueSlipSubtle, hueSlipSmall, hueFar
    case existenceMissed, existenceMissedSmall, existenceOverclaimed, existenceNearMiss
    case balanceSlip, balanceSlipClose, balanceSlipEven
    case wordSlip, wordSlipLong, wordCut, guessing
    // Descriptions, and what nobody asked for.
    case groupOmitted, groupOmittedSmall, groupOmittedInCrowd, groupCountSlip, groupCountSlipInCrowd
    case groupHueSlip, groupHueSlipSubtle, wordOmitted, inventing, remarking
    // Being told: by a reference, or by feedback.
    case toldIgnored
    // Feedback and refinement.
    case overlooking, falseAlarm, correctionIgnored, partDropped, formPointIgnored, deepening

    /// Its place in each voice's half of θ.
    var place: Int { Self.places[self] ?? 0 }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })
}

/// Whose weights decide: π_G or π_R (PIPELINE §1). π_V has none, it is never trained.
enum Voice: String, Sendable, Hashable, CaseIterable, Codable {
    case generator, reviser
}
