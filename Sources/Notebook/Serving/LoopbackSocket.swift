import Foundation

/// A socket that only this machine reaches.
enum LoopbackSocket {
    /// Connections that may wait to be taken.
    private static let backlog: Int32 = 16

    /// Listens at 127.0.0.1.
    ///
    /// - Parameter port: 0 for any free one.
    /// - Returns: the descriptor, and the port that it became.
    /// - Throws: an `NSError` of the POSIX domain.
    static func listening(port: UInt16) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw error() }
        var isOn: Int32 = 1
        // Else the port of a watch that has just ended would be taken for a minute.
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isListening else {
            let reason = error()
            close(descriptor)
            throw reason
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    /// Lets no reading or writing of a connection wait longer, and no child of this process hold it.
    static func limit(_ connection: Int32, seconds: Int) {
        _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
        var limit = timeval(tv_sec: seconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
    }

    private static func error() -> NSError { NSError(domain: NSPOSIXErrorDomain, code: Int(errno)) }
}
