import Glibc

/// The loop whose turn the calling thread runs, if any.
///
/// A queue is not a thread: the mark is set when a turn starts and cleared when
/// it ends (HTTP L10). A pthread key, because Swift has no thread-local of its own.
enum CurrentLoop {
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        let code = pthread_key_create(&key, nil)
        precondition(code == 0, "no thread-local key is left (\(code))")
        return key
    }()

    static func enter(_ loop: ReadinessLoop) {
        pthread_setspecific(key, Unmanaged.passUnretained(loop).toOpaque())
    }

    static func leave() { pthread_setspecific(key, nil) }

    static func isCurrent(_ loop: ReadinessLoop) -> Bool {
        pthread_getspecific(key) == Unmanaged.passUnretained(loop).toOpaque()
    }
}
