import Foundation
import TradeInCore

extension Checkpoint {
    /// The root of the log as checkpoints write it.
    public var rootText: String { Data(root.bytes).base64EncodedString() }
}
