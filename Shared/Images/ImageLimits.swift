/// What an image may be, checked on its header before anything is decoded.
package struct ImageLimits: Sendable, Hashable {
    package var bytes = 32 << 20
    package var pixels = 64_000_000
    package var shorterSide = 28
    /// The longer side over the shorter; Qwen2-VL's processor refuses more (BACKENDS §11).
    package var aspect = 200
    /// Above so many pixels an image is scaled down once, when it comes in (BACKENDS §11).
    package var storedPixels = 1_003_520

    package init() {}
}

extension ImageLimits {
    func check(byteCount: Int) throws(ImageError) {
        guard byteCount <= bytes else { throw .tooManyBytes(byteCount, allowed: bytes) }
    }

    func check(width: Int, height: Int) throws(ImageError) {
        let (area, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, area <= pixels else {
            throw .tooManyPixels(width: width, height: height, allowed: pixels)
        }
        let (shorter, longer) = (min(width, height), max(width, height))
        guard shorter >= shorterSide else {
            throw .tooSmall(width: width, height: height, least: shorterSide)
        }
        guard longer <= shorter * aspect else {
            throw .tooLong(width: width, height: height, allowed: aspect)
        }
    }
}

extension ImageLimits {
    /// The sides an image gets when it comes in; nil if it keeps its own.
    func stored(width: Int, height: Int) -> (width: Int, height: Int)? {
        guard width * height > storedPixels else { return nil }
        let scale = (Double(storedPixels) / (Double(width) * Double(height))).squareRoot()
        return (max(1, Int(Double(width) * scale)), max(1, Int(Double(height) * scale)))
    }
}
