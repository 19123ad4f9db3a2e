/// The Python side of the harness.
///
/// Standard input: six little-endian int64 (bytes of program text, sequences, length, input width, output width, bytes of an
/// input value), the text, the inputs. Standard output: `b` and the outputs as int8, or `q` and the outputs as int64, or `E`
/// and the failing sequence as int64, then `kind`, a newline and a message. Values are sent as bytes where all of a chunk's
/// fit one, which is eight times less to move. Everything the program itself prints goes nowhere.
enum HarnessScript {
    /// How all that runs here reads what it is given and answers, whatever the program prints.
    static let prelude = """
        import gc, io, os, sys
        from array import array

        reply = os.fdopen(os.dup(1), "wb")
        quiet = os.open(os.devnull, os.O_RDWR)
        # All of it at once: a parent that is still writing when this process ends would see a broken pipe.
        stdin = io.BytesIO(sys.stdin.buffer.read())
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        BIG = sys.byteorder == "big"
        # Sequences hold no cycles: looking for some among millions of tuples doubles the time.
        gc.disable()

        def words(count, code="q"):
            numbers = array(code)
            numbers.frombytes(stdin.read(numbers.itemsize * count))
            if BIG:
                numbers.byteswap()
            return numbers

        def pack(numbers):
            if BIG:
                numbers.byteswap()
            return numbers.tobytes()

        def load(source):
            # As text: of bytes a comment in the first lines could say that they mean something else (PEP 263).
            module = {"__name__": "program"}
            exec(compile(source.decode("utf-8"), "program.py", "exec"), module)
            return module


        """

    static let text = prelude + answering

    private static let answering = """
        from itertools import chain

        def fail(sequence, kind, message):
            text = (kind + "\\n" + message).encode("utf-8", "replace")
            reply.write(b"E" + pack(array("q", [sequence])) + text)
            reply.flush()
            os._exit(0)

        def describe(error):
            try:
                return type(error).__name__ + (": " + str(error) if str(error) else "")
            except BaseException:
                return type(error).__name__

        def check(sequence, ys, length, width):
            if type(ys) is not list:
                fail(sequence, "kind", "f returned " + type(ys).__name__ + " instead of a list")
            if len(ys) != length:
                fail(sequence, "count", str(len(ys)))
            for position, y in enumerate(ys):
                values = (y,)
                if width > 1:
                    if type(y) is not tuple or len(y) != width:
                        fail(sequence, "kind", f"output {position} is {y!r:.80} instead of a tuple of {width} ints")
                    values = y
                for value in values:
                    if type(value) is not int:
                        fail(sequence, "kind", f"output {position} is {value!r:.80}, which is no int")
                    if not -(1 << 63) <= value < 1 << 63:
                        fail(sequence, "kind", f"output {position} is {value}, which does not fit 64 bits")

        def main():
            size, count, length, width, outputs, itemsize = words(6)
            source = stdin.read(size)
            try:
                f = load(source)["f"]
            except MemoryError:
                fail(-1, "memory", "")
            except KeyError:
                fail(-1, "load", "it defines no function f")
            except BaseException as error:
                fail(-1, "load", describe(error))
            code = "b" if itemsize == 1 else "q"
            answer = array("b")
            BLOCK = max(1, 20000 // length)
            for start in range(0, count, BLOCK):
                block = min(BLOCK, count - start)
                xs = words(block * length * width, code).tolist()
                if width > 1:
                    xs = list(zip(*[iter(xs)] * width))
                sequences = [xs[i : i + length] for i in range(0, block * length, length)]
                results = []
                try:
                    # extend keeps what came before an exception, so the length of results names the culprit.
                    results.extend(map(f, sequences))
                except MemoryError:
                    fail(start + len(results), "memory", "")
                except BaseException as error:
                    for index, ys in enumerate(results):
                        check(start + index, ys, length, outputs)
                    fail(start + len(results), "raised", describe(error))
                sound = set(map(type, results)) == {list} and set(map(len, results)) == {length}
                if sound:
                    ys = list(chain.from_iterable(results))
                    if outputs > 1:
                        sound = set(map(type, ys)) == {tuple} and set(map(len, ys)) == {outputs}
                        ys = list(chain.from_iterable(ys)) if sound else []
                    sound = sound and set(map(type, ys)) == {int}
                if sound:
                    try:
                        answer.extend(array(answer.typecode, ys))
                        continue
                    except OverflowError:
                        pass
                    try:
                        answer = array("q", answer)
                        answer.extend(array("q", ys))
                        continue
                    except OverflowError:
                        pass
                for index, ys in enumerate(results):
                    check(start + index, ys, length, outputs)
            reply.write(answer.typecode.encode() + pack(answer))
            reply.flush()
            os._exit(0)

        try:
            main()
        except MemoryError:
            fail(-1, "memory", "")
        """
}
