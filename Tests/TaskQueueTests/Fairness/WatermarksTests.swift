import Testing

@testable import TaskQueue

@Suite struct WatermarksTests {
    private let start = ContinuousClock.now

    @Test func `a mark lags a quarter of a second behind its claim`() {
        var marks = Watermarks()
        marks.claimed(1, lowest: 100, at: start)
        #expect(marks.mark(1, at: start + .milliseconds(249)) == 0)
        #expect(marks.mark(1, at: start + .milliseconds(250)) == 100)
        #expect(marks.mark(2, at: start + .milliseconds(250)) == 0)
    }

    @Test func `the newest claim that is old enough sets the mark`() {
        var marks = Watermarks()
        for step in 0..<30 {
            marks.claimed(1, lowest: Int64(step), at: start + .milliseconds(200) * step)
        }
        #expect(marks.mark(1, at: start + .milliseconds(5_800)) == 27)
    }

    @Test func `a rescan that found older rows moves the mark back`() {
        var marks = Watermarks()
        marks.claimed(1, lowest: 500, at: start)
        #expect(marks.mark(1, at: start + .seconds(2)) == 500)
        marks.claimed(1, lowest: 20, at: start + .seconds(2))
        #expect(marks.mark(1, at: start + .seconds(3)) == 20)
    }

    @Test func `a rescan is due first, then after 2 s or fifty times its own duration`() {
        var marks = Watermarks()
        #expect(marks.rescanIsDue(at: start))
        marks.rescanned(taking: .milliseconds(1), at: start)
        #expect(!marks.rescanIsDue(at: start + .milliseconds(1_999)))
        #expect(marks.rescanIsDue(at: start + .seconds(2)))
        marks.rescanned(taking: .milliseconds(100), at: start)
        #expect(!marks.rescanIsDue(at: start + .milliseconds(4_999)))
        #expect(marks.rescanIsDue(at: start + .seconds(5)))
    }

    @Test func `a reset begins from the start`() {
        var marks = Watermarks()
        marks.claimed(1, lowest: 100, at: start)
        marks.rescanned(taking: .zero, at: start)
        marks.reset()
        #expect(marks.mark(1, at: start + .seconds(5)) == 0)
        #expect(marks.rescanIsDue(at: start))
    }
}
