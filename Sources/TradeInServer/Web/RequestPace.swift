import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends connections whose clients send so slowly that they only hold a place, and turns away those
/// for whom there is none.
///
/// Silence between requests is looked after by Hummingbird; a byte now and then is no silence, so
/// heads and bodies have time limits of their own. A client that gets no answer otherwise is told
/// 408, one too many 503.
final class RequestPace: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// What is to come from the client.
    private enum Awaited {
        /// The first head.
        case head
        /// The rest of a body.
        case body
        /// Nothing that is timed here.
        case nothing
        /// Nothing: it was turned away, and what it sends is not looked at.
        case end
    }

    private let limits: ConnectionLimits
    private let count: ConnectionCount
    private let isTLS: Bool
    private var awaited = Awaited.head
    private var began = NIODeadline.now()
    private var received = 0
    /// Requests whose answer is not finished.
    private var owed = 0
    private var isAnswerBegun = false
    private var holdsPlace = false
    private var timer: Scheduled<Void>?

    init(_ limits: ConnectionLimits, _ count: ConnectionCount, isTLS: Bool) {
        self.limits = limits
        self.count = count
        self.isTLS = isTLS
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func begin(_ context: ChannelHandlerContext) {
        holdsPlace = count.take()
        guard holdsPlace else { return turnAway(context) }
        began = .now()
        wait(until: deadline, context)
    }

    private func leave() {
        timer?.cancel()
        timer = nil
        guard holdsPlace else { return }
        holdsPlace = false
        count.give()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch (awaited, unwrapInboundIn(data)) {
        case (.end, _): return
        case (_, .head):
            (awaited, began, received) = (.body, .now(), 0)
            owed += 1
        case (_, .body(let bytes)): received += bytes.readableBytes
        case (_, .end): awaited = .nothing
        }
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // Most requests come whole in one read and are never timed.
        switch awaited {
        case .body: if timer == nil { wait(until: deadline, context) }
        case .nothing:
            timer?.cancel()
            timer = nil
        case .head, .end: break
        }
        context.fireChannelReadComplete()
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        switch unwrapOutboundIn(data) {
        case .head(let head): isAnswerBegun = head.status.kind != .informational
        case .body: break
        case .end:
            isAnswerBegun = false
            owed -= 1
        }
        context.write(data, promise: promise)
    }
}

/// Time running out.
extension RequestPace {
    /// Until when what is awaited must be whole; each byte of a body that came puts it off.
    private var deadline: NIODeadline {
        guard awaited == .body else { return began + TimeAmount(limits.head) }
        let perByte = 1_000_000_000 / Int64(limits.leastBytesPerSecond)
        return began + TimeAmount(limits.body) + .nanoseconds(Int64(received) * perByte)
    }

    private func wait(until end: NIODeadline, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(deadline: end) {
            let (pace, context) = bound.value
            pace.timeIsUp(context)
        }
    }

    private func timeIsUp(_ context: ChannelHandlerContext) {
        timer = nil
        guard awaited == .head || awaited == .body else { return }
        guard NIODeadline.now() >= deadline else { return wait(until: deadline, context) }
        // An answer in the middle of another would be read as part of it.
        let isUnanswered = awaited == .head || owed == 1 && !isAnswerBegun
        awaited = .end
        guard isUnanswered else { return context.close(promise: nil) }
        leave(telling: .requestTimeout, context)
    }

    /// One too many: told so where that is cheap, and let go.
    private func turnAway(_ context: ChannelHandlerContext) {
        awaited = .end
        // A handshake first would cost more than the answer is worth.
        guard !isTLS else { return context.close(promise: nil) }
        leave(telling: .serviceUnavailable, context)
    }

    /// Says why, and goes a second later: closing at once would throw the answer away where the
    /// client has sent something that nobody read.
    private func leave(telling status: HTTPResponse.Status, _ context: ChannelHandlerContext) {
        var head = HTTPResponse(
            status: status, headerFields: [.connection: "close", .contentLength: "0"])
        if status == .serviceUnavailable { head.headerFields[.retryAfter] = "1" }
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(mode: .output, promise: nil)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: .seconds(1)) {
            bound.value.close(promise: nil)
        }
    }
}
