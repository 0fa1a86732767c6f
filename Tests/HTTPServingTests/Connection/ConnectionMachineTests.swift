import HTTPTypes
import Testing

@testable import HTTPServing

@Suite struct ConnectionMachineTests {
    @Test func `a new connection has the head's time for its first request, then the idle time`() {
        let bench = MachineBench()
        #expect(bench.remaining == .seconds(10))
        bench.pass(.seconds(4))
        #expect(bench.receive("GET / HTTP/1.1\r\n") == [])
        #expect(bench.remaining == .seconds(6))
        #expect(bench.receive("Host: a\r\n\r\n") == [.request])
        bench.answer()
        #expect(bench.remaining == .seconds(75))
        #expect(bench.receive("G") == [])
        #expect(bench.remaining == .seconds(10))
    }

    @Test func `one byte now and then extends no head`() {
        let bench = MachineBench()
        for _ in 0..<9 {
            bench.pass(.seconds(1))
            #expect(bench.receive("X") == [])
        }
        bench.pass(.seconds(1))
        guard case .refuse(let rejection) = bench.expire() else {
            Issue.record("it goes on")
            return
        }
        #expect(rejection.status == .requestTimeout)
    }

    @Test func `an idle connection is closed without a word`() {
        let bench = MachineBench()
        bench.pass(.seconds(10))
        #expect(bench.expire() == .close)
    }

    @Test func `content just at its least rate goes on, just below is refused`() {
        for (count, isEnough) in [(1_024, true), (1_023, false)] {
            let bench = MachineBench()
            bench.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n", deadline: nil)
            for _ in 0..<3 {
                _ = bench.receive(String(repeating: "x", count: count))
                bench.pass(.seconds(10))
                let expiry = bench.expire()
                #expect((expiry == .none) == isEnough)
                if !isEnough { break }
            }
        }
    }

    @Test func `nobody is late with content that we do not take or asked to hold back`() {
        let bench = MachineBench()
        bench.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n", deadline: nil)
        #expect(bench.remaining == .seconds(10))
        bench.machine.pauseContent(true, now: bench.now)
        #expect(bench.remaining == nil)
        bench.machine.pauseContent(false, now: bench.now)
        #expect(bench.remaining == .seconds(10))

        let waiting = MachineBench()
        waiting.request(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n", deadline: nil)
        #expect(waiting.remaining == nil)
        #expect(waiting.wantsContent())
        #expect(!waiting.wantsContent())
        #expect(waiting.remaining == .seconds(10))
    }

    @Test func `a reader just at its least rate goes on, just below is cut off`() {
        for (count, isEnough) in [(1_024, true), (1_023, false)] {
            let bench = MachineBench()
            bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", deadline: nil)
            bench.machine.outputChanged(written: 0, pending: 99_999, now: bench.now)
            for _ in 0..<3 {
                bench.machine.outputChanged(written: count, pending: 90_000, now: bench.now)
                bench.pass(.seconds(30))
                let expiry = bench.expire()
                #expect(expiry == (isEnough ? .none : .abort))
                if !isEnough { break }
            }
        }
    }

    @Test func `who still reads a reply is not idle, and has the idle time once it is out`() {
        let bench = MachineBench()
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        bench.machine.outputChanged(written: 0, pending: 90_000, now: bench.now)
        bench.answer()
        for sent in 1...8 {
            bench.machine.outputChanged(written: 9_000, pending: 90_000 - sent * 9_000, now: bench.now)
            #expect(bench.remaining == .seconds(30))
            bench.pass(.seconds(30))
            #expect(bench.expire() == .none)
        }
        bench.pass(.seconds(3))
        bench.machine.outputChanged(written: 18_000, pending: 0, now: bench.now)
        #expect(bench.remaining == .seconds(75))
        bench.pass(.seconds(75))
        #expect(bench.expire() == .close)
    }

    @Test func `a handler's time ends in a refusal, or in a break once it has begun to reply`() {
        let silent = MachineBench()
        silent.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", deadline: .seconds(30))
        silent.pass(.seconds(30))
        guard case .refuse = silent.expire() else {
            Issue.record("it is not refused")
            return
        }
        let streaming = MachineBench()
        streaming.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", deadline: .seconds(30))
        _ = streaming.machine.startReply(.ok, length: nil, closing: false, now: streaming.now)
        streaming.pass(.seconds(30))
        #expect(streaming.expire() == .abort)
    }

    @Test func `after the last reply the client is heard out, but not for long`() {
        let bench = MachineBench()
        bench.request("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        bench.machine.outputChanged(written: 0, pending: 10, now: bench.now)
        bench.answer()
        #expect(bench.settle() == .none)
        bench.machine.outputChanged(written: 10, pending: 0, now: bench.now)
        #expect(bench.settle() == .shutDownWriting)
        for _ in 0..<5 {
            #expect(bench.remaining ?? .zero <= .seconds(1))
            #expect(bench.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == [])
            bench.pass(.milliseconds(999))
        }
        #expect(bench.remaining ?? .zero <= .milliseconds(5))
        bench.pass(.milliseconds(5))
        #expect(bench.expire() == .close)
    }

    @Test func `content left unread is skipped to the next request, or for a second`() {
        let bench = MachineBench()
        bench.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
        bench.answer()
        #expect(bench.remaining == .seconds(1))
        #expect(bench.receive("helloGET / HTTP/1.1\r\nHost: a\r\n\r\n") == [.request])

        let slow = MachineBench()
        slow.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
        slow.answer()
        slow.pass(.seconds(1))
        #expect(slow.expire() == .none)
        #expect(slow.settle() == .shutDownWriting)
    }

    @Test func `a connection of an hour ends with its next reply`() {
        let bench = MachineBench()
        bench.pass(.seconds(3_601))
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        let framing = bench.machine.startReply(.ok, length: 0, closing: false, now: bench.now)
        #expect(framing?.persistence == .close)
    }

    @Test func `while output is above the high mark no request is taken`() {
        let bench = MachineBench()
        let limits = bench.machine.limits
        bench.machine.outputChanged(written: 0, pending: limits.highMark + 1, now: bench.now)
        #expect(bench.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == [])
        bench.machine.outputChanged(written: 1, pending: limits.lowMark + 1, now: bench.now)
        #expect(bench.receive("") == [])
        bench.machine.outputChanged(written: 1, pending: limits.lowMark, now: bench.now)
        #expect(bench.receive("") == [.request])
    }

    @Test func `a half-close abandons only routes marked so`() {
        for endsOnHalfClose in [false, true] {
            let bench = MachineBench()
            var limits = RouteLimits()
            limits.endsOnHalfClose = endsOnHalfClose
            #expect(bench.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == [.request])
            _ = bench.machine.admit(limits, now: bench.now)
            #expect(bench.machine.isAbandonedByHalfClose == endsOnHalfClose)
            #expect(bench.peerEnded() == (endsOnHalfClose ? .abandons : .none))
        }
    }

    @Test func `requests that came before a half-close are answered, and the connection ends behind them`() {
        let bench = MachineBench()
        let request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(bench.receive(request + request) == [.request])
        #expect(bench.peerEnded() == .none)
        bench.answer()
        #expect(bench.settle() == .none)
        #expect(bench.receive("") == [.request])
        bench.answer()
        #expect(bench.settle() == .close)
    }

    @Test func `requests that wait for the output to drain outlast a half-close`() {
        let bench = MachineBench()
        let limits = bench.machine.limits
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        bench.answer()
        bench.machine.outputChanged(written: 0, pending: limits.highMark + 1, now: bench.now)
        #expect(bench.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == [])
        #expect(bench.peerEnded() == .none)
        #expect(bench.settle() == .none)
        bench.machine.outputChanged(written: 1, pending: 0, now: bench.now)
        #expect(bench.receive("") == [.request])
        bench.answer()
        #expect(bench.settle() == .close)
    }

    @Test func `a half-close amid a head lets the reply before it go out`() {
        let bench = MachineBench()
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        bench.answer()
        bench.machine.outputChanged(written: 0, pending: 1_000, now: bench.now)
        #expect(bench.receive("\r\n") == [])
        #expect(bench.peerEnded() == .none)
        #expect(bench.settle() == .none)
        bench.machine.outputChanged(written: 1_000, pending: 0, now: bench.now)
        #expect(bench.settle() == .close)
    }

    @Test func `a head that a half-close cuts ends the connection`() {
        let bench = MachineBench()
        #expect(bench.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT") == [.request])
        #expect(bench.peerEnded() == .none)
        bench.answer()
        #expect(bench.receive("") == [])
        #expect(bench.settle() == .close)
    }

    @Test func `content that a half-close cuts is told once it is known`() {
        let bench = MachineBench()
        let head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n"
        bench.request(head)
        bench.machine.pauseContent(true, now: bench.now)
        #expect(bench.receive("hel") == [])
        #expect(bench.peerEnded() == .none)
        bench.machine.pauseContent(false, now: bench.now)
        #expect(bench.receive("") == [.part(0..<3), .contentCut])
        #expect(bench.receive("") == [])
        bench.answer()
        #expect(bench.settle() == .close)
    }

    @Test func `content that came whole before a half-close is whole, though nobody read it yet`() {
        let bench = MachineBench()
        bench.request("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n")
        bench.machine.pauseContent(true, now: bench.now)
        #expect(bench.receive("hello") == [])
        #expect(bench.peerEnded() == .none)
        bench.machine.pauseContent(false, now: bench.now)
        #expect(bench.receive("") == [.part(0..<5), .contentEnd])
        bench.answer()
        #expect(bench.settle() == .close)
    }

    @Test func `a stream's heart beats when nothing else was sent`() {
        let bench = MachineBench()
        bench.request("GET / HTTP/1.1\r\nHost: a\r\n\r\n", deadline: nil)
        bench.machine.exchange?.heartbeat = (.seconds(15), bench.now)
        bench.pass(.seconds(10))
        bench.machine.outputChanged(written: 5, pending: 0, now: bench.now)
        #expect(bench.remaining == .seconds(15))
        bench.pass(.seconds(15))
        #expect(bench.expire() == .heartbeat)
        #expect(bench.remaining == .seconds(15))
    }
}
