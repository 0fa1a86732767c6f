/// When which timer is due: a hashed wheel, told the time by its caller (HTTP L5).
///
/// A timer hangs in the bucket of its tick; one further away than a full turn
/// is passed over until its turn comes. To put a deadline off writes a field;
/// the timer moves when its old bucket comes up. Nothing is ever early.
///
///     0  1  2  …  1023  0  1  …            one bucket = one tick
///        └ timer ⇄ timer ⇄ timer           a list linked by tokens
struct TimerWheel<Payload> {
    private struct Timer {
        let payload: Payload
        var due: UInt64
        var bucket = 0
        var previous: Token?
        var next: Token?
    }

    private static var size: Int { 1_024 }

    private var timers = TokenTable<Timer>()
    private var heads = [Token?](repeating: nil, count: size)
    private var occupied = BucketSet(count: size)
    /// The last tick whose timers were handed out.
    private var now: UInt64

    init(now: UInt64) { self.now = now }

    var count: Int { timers.count }

    /// The first tick that may have something due; nil when no timer is set.
    var nextTick: UInt64? {
        let start = Int((now + 1) % UInt64(Self.size))
        return occupied.distance(from: start).map { now + 1 + UInt64($0) }
    }

    /// Adds a timer due at a tick; one that is past is due at the next.
    mutating func schedule(_ payload: Payload, at tick: UInt64) -> Token {
        let due = max(tick, now + 1)
        let token = timers.insert(Timer(payload: payload, due: due))
        hang(token, in: bucket(of: due))
        return token
    }

    /// Moves a timer to another tick; false if it is no longer set.
    mutating func refresh(_ token: Token, to tick: UInt64) -> Bool {
        guard let timer = timers[token] else { return false }
        let due = max(tick, now + 1)
        timers[token]?.due = due
        if due < visit(of: timer.bucket) {
            unhang(token)
            hang(token, in: bucket(of: due))
        }
        return true
    }

    /// Takes a timer out before it is due; false if it is no longer set.
    mutating func cancel(_ token: Token) -> Bool {
        guard timers[token] != nil else { return false }
        unhang(token)
        return timers.remove(token) != nil
    }

    /// Catches up with the time as far as nothing can be due.
    mutating func skip(to tick: UInt64) {
        now = max(now, min(tick, (nextTick ?? .max) - 1))
    }

    /// Takes out everything due by a tick, bucket after bucket.
    mutating func advance(to tick: UInt64) -> [(token: Token, payload: Payload)] {
        var due: [(token: Token, payload: Payload)] = []
        while let next = nextTick, next <= tick {
            now = next
            sort(bucket(of: next), at: tick, into: &due)
        }
        now = max(now, tick)
        return due
    }
}

extension TimerWheel {
    /// Empties a bucket: what is due goes out, the rest to where it belongs now.
    private mutating func sort(
        _ bucket: Int, at tick: UInt64, into due: inout [(token: Token, payload: Payload)]
    ) {
        var link = heads[bucket].take()
        occupied.remove(bucket)
        while let token = link, let timer = timers[token] {
            link = timer.next
            if timer.due <= tick {
                _ = timers.remove(token)
                due.append((token, timer.payload))
            } else {
                hang(token, in: self.bucket(of: timer.due))
            }
        }
    }

    private mutating func hang(_ token: Token, in bucket: Int) {
        let second = heads[bucket]
        timers[token]?.bucket = bucket
        timers[token]?.previous = nil
        timers[token]?.next = second
        if let second { timers[second]?.previous = token }
        heads[bucket] = token
        occupied.insert(bucket)
    }

    private mutating func unhang(_ token: Token) {
        guard let timer = timers[token] else { return }
        if let next = timer.next { timers[next]?.previous = timer.previous }
        if let previous = timer.previous {
            timers[previous]?.next = timer.next
        } else {
            heads[timer.bucket] = timer.next
            if timer.next == nil { occupied.remove(timer.bucket) }
        }
    }

    private func bucket(of tick: UInt64) -> Int { Int(tick % UInt64(Self.size)) }

    /// The next tick at which a bucket comes up.
    private func visit(of bucket: Int) -> UInt64 {
        let start = self.bucket(of: now + 1)
        return now + 1 + UInt64((bucket - start + Self.size) % Self.size)
    }
}
