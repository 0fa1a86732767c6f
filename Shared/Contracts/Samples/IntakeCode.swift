/// What can be wrong with a line of samples (FORMATS.md §1).
package enum IntakeCode: String, Sendable, Hashable, CaseIterable, Codable {
    case malformedJSON = "malformed_json"
    case lineTooLong = "line_too_long"
    case fieldMissing = "field_missing"
    case fieldType = "field_type"
    case textEmpty = "text_empty"
    case textTooLong = "text_too_long"
    case referenceMissing = "reference_missing"
    case imageMissing = "image_missing"
    case imageNotFound = "image_not_found"
    case tooManyImages = "too_many_images"
    case imageUndecodable = "image_undecodable"
    case imageTooLarge = "image_too_large"
    case imageTooSmall = "image_too_small"
    case imageAspect = "image_aspect"
    case imageAnimated = "image_animated"
    /// The store has no room for it, or fails; the same line may succeed later.
    case imageNotStored = "image_not_stored"
    case placeholderCount = "placeholder_count"
    case idConflict = "id_conflict"
    case urlNotAllowed = "url_not_allowed"
    case columnUnknown = "column_unknown"
}
