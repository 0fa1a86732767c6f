import Domain
import Foundation
import Testing

@testable import Images

@Suite struct NormalNumbersTests {
    @Test func `logarithm, cosine and sine agree with the C library`() {
        for exponent in 0...32 {
            for mantissa in [1.0, 1.1, 1.414, 1.4143, 1.7, 1.999999] {
                let x = mantissa / Double(1 << (exponent + 1))
                #expect(abs(NormalNumbers.logarithm(x) - log(x)) <= 1e-15 * max(1, abs(log(x))))
            }
        }
        for turn in stride(from: UInt32(0), through: .max - 16_777_213, by: 16_777_213) {
            let angle = Double(turn) / 4_294_967_296 * 2 * Double.pi
            let direction = NormalNumbers.direction(turn)
            #expect(abs(direction[0] - cos(angle)) < 1e-15)
            #expect(abs(direction[1] - sin(angle)) < 1e-15)
        }
    }

    @Test func `their moments and tails are those of the standard normal distribution`() {
        let numbers = draw(100_000, seed: 7)
        let count = Double(numbers.count)
        let moments = (1...4).map { power in
            numbers.reduce(0) { $0 + pow($1, Double(power)) } / count
        }
        // Four standard errors of each mean: √(1, 2, 15, 96) / √n.
        let bounds = [1.0, 2, 15, 96].map { 4 * ($0 / count).squareRoot() }
        for (moment, (expected, bound)) in zip(moments, zip([0.0, 1, 0, 3], bounds)) {
            #expect(abs(moment - expected) < bound)
        }
        let beyondTwo = Double(numbers.count { abs($0) > 2 }) / count
        #expect(abs(beyondTwo - 0.0455) < 0.003)
        #expect(numbers.contains { abs($0) > 4 })
    }

    @Test func `neighbours and seeds do not resemble each other`() {
        let numbers = draw(40_000, seed: 1)
        let others = draw(40_000, seed: 2)
        let bound = 4 / Double(numbers.count).squareRoot()
        for lag in 1...4 { #expect(abs(correlation(numbers, Array(numbers.dropFirst(lag)))) < bound) }
        #expect(abs(correlation(numbers, others)) < bound)
    }

    private func draw(_ count: Int, seed: UInt32) -> [Double] {
        let normal = NormalNumbers(seed: Seed(rawValue: seed))
        return (0..<count / 4).flatMap { index in
            let four = normal.four(at: index)
            return [four[0], four[1], four[2], four[3]]
        }
    }

    private func correlation(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } / Double(right.count)
    }
}
