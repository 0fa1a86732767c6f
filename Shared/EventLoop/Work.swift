/// What waits for its turn on a loop.
enum Work {
    case job(UnownedJob)
    case action(() -> Void)
}
