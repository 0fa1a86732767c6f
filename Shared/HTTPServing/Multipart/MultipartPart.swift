/// One part of a form: its head, and its content as it arrives.
package struct MultipartPart: Sendable {
    package let head: MultipartHead
    package let body: MultipartContent

    package var name: String { head.name }
    package var filename: String? { head.filename }
}
