import Testing

@testable import Images

@Suite struct ScaleDownUpTests {
    @Test(arguments: [
        (448, 300, 0.1, 45, 30), (448, 300, 0.5, 224, 150), (33, 29, 0.3, 10, 9), (28, 5600, 0.01, 1, 56),
    ])
    func `the sides in between follow the factor, the sides after stay`(
        width: Int, height: Int, factor: Double, smallWidth: Int, smallHeight: Int
    ) throws {
        let scale = ScaleDownUp(factor: factor)
        let image = PixelImage(width: width, height: height, red: 9, green: 99, blue: 199)
        #expect(scale.small(image) == (smallWidth, smallHeight))
        #expect(try scale.applied(to: image) == image, "a flat picture stays flat")
    }

    @Test func `what is finer than the small picture is lost, what is coarser stays`() throws {
        let scale = ScaleDownUp(factor: 0.25)
        let fine = Waves(width: 448, height: 64, period: 4)
        let coarse = Waves(width: 448, height: 64, period: 56)
        #expect(try fine.left(in: scale.applied(to: fine.image)) < 0.05)
        #expect(try coarse.left(in: scale.applied(to: coarse.image)) > 0.9)
    }

    @Test func `a smaller factor loses more`() throws {
        let waves = Waves(width: 448, height: 64, period: 16)
        let left = try [0.5, 0.2, 0.1].map {
            try waves.left(in: ScaleDownUp(factor: $0).applied(to: waves.image))
        }
        #expect(left[0] > left[1] && left[1] > left[2])
    }
}
