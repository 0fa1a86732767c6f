import Digests
import Testing

@testable import Backends

@Suite struct ImageReferencesTests {
    @Test func `an image is known once the backend replied to it`() {
        var images = ImageReferences()
        #expect(!images.contains(image(1)))
        images.replied(to: image(1), byReference: false)
        #expect(images.contains(image(1)))
        images.missed(image(1))
        #expect(!images.contains(image(1)))
    }

    @Test func `the last 1,024 are known`() {
        var images = ImageReferences()
        for number in 0...1024 { images.replied(to: image(number), byReference: false) }
        #expect(!images.contains(image(0)))
        #expect(images.contains(image(1)))
        #expect(images.contains(image(1024)))
    }

    @Test func `a server that always misses is not asked by reference again`() {
        var images = ImageReferences()
        for number in 0..<8 {
            images.replied(to: image(number), byReference: false)
            #expect(images.contains(image(number)))
            images.missed(image(number))
        }
        images.replied(to: image(9), byReference: false)
        #expect(!images.contains(image(9)))
    }

    @Test func `a hit forgives the misses`() {
        var images = ImageReferences()
        for number in 0..<7 { images.missed(image(number)) }
        images.replied(to: image(1), byReference: true)
        images.missed(image(2))
        #expect(images.contains(image(1)))
    }

    private func image(_ number: Int) -> SHA256Digest { SHA256Digest(of: "\(number)".utf8) }
}
