import Testing

@testable import EventLoop

@Suite struct MonotonicTimeTests {
    private let noon = MonotonicTime(nanoseconds: 43_200_000_000_000)

    @Test func `a moment moves by a duration, and the difference tells it again`() {
        for duration in [Duration.nanoseconds(1), .seconds(3_600), .seconds(-3_600), .zero] {
            #expect((noon + duration) - noon == duration)
            #expect(((noon + duration) < noon) == (duration < .zero))
        }
    }

    @Test func `less than a nanosecond moves nothing`() {
        #expect(noon + Duration(secondsComponent: 0, attosecondsComponent: 999_999_999) == noon)
    }

    @Test func `what lies before the machine's start is its start`() {
        #expect(noon + .seconds(-86_400) == MonotonicTime(nanoseconds: 0))
        #expect(noon + .seconds(Int64.min / 2) == MonotonicTime(nanoseconds: 0))
    }

    @Test func `a duration of any length leads to a moment that is decades away, and can be moved again`() {
        let century = Duration.seconds(100 * 365 * 86_400)
        for duration in [Duration.seconds(Int64.max), .seconds(Int64.max / 1_000_000_000)] {
            let moment = noon + duration
            #expect(moment - noon > .seconds(70 * 365 * 86_400))
            #expect(moment.tick(after: duration) > moment.tick)
            #expect(moment + .zero == moment)
        }
        #expect(noon.tick(after: century) > noon.tick)
    }

    @Test func `a timer's tick begins when its duration is over, never before`() {
        for duration in [Duration.zero, .nanoseconds(1), .milliseconds(16), .milliseconds(17), .seconds(1)] {
            let tick = noon.tick(after: duration)
            #expect(MonotonicTime(nanoseconds: tick * MonotonicTime.tick) >= noon + duration)
            #expect(tick - (noon + duration).tick <= 1)
        }
    }
}
