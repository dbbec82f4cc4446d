package io.picklejar.pickler;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.error.PickleException;
import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.kryo.KryoPool;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleInput;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Kinds;
import io.picklejar.reduce.Reduction;
import io.picklejar.reduce.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs the body of a pickle.
 *
 * <h2>Cycles</h2>
 *
 * An object is memoized when it is made, before its state and items are read, so these may refer to it. What refers to
 * an object that is not even made (the body says {@code FORWARD}) gets a {@link Pending} in its place, and the
 * instruction that would store it waits until the object is made.
 */
final class GraphReader {
    private final PickleInput in;
    private final Class<?>[] classes;
    private final Shape[] shapes;
    private final ReadMemo memo;
    private final HandedBuffers buffers;
    private final Admission admission;
    private final ValueStack stack;
    private final HashWork work;
    private final ItemReading items;
    private final FieldReading fields;
    private final KryoReading kryo;

    GraphReader(
            PickleInput in,
            Class<?>[] classes,
            Shape[] shapes,
            StaticsReading statics,
            ReadMemo memo,
            HandedBuffers buffers,
            HashWork work,
            Admission admission,
            KryoPool kryo) {
        this.in = in;
        this.classes = classes;
        this.shapes = shapes;
        this.memo = memo;
        this.buffers = buffers;
        this.admission = admission;
        memo.begin(in, admission);
        this.stack = memo.stack();
        this.work = work;
        work.begin(in.size());
        this.items = new ItemReading(in, classes, memo, admission, work);
        this.fields = new FieldReading(in, classes, shapes, statics, memo);
        this.kryo = new KryoReading(kryo, memo, in, classes, shapes, admission);
    }

    @Nullable
    Object read() {
        try {
            return run();
        } catch (PickleException e) {
            throw e;
        } catch (NoSuchMethodException | NoSuchFieldException | LinkageError | EnumConstantNotPresentException e) {
            throw new CodeMismatchException(
                    "the receiver's code does not fit the pickle: " + e
                            + "; use the same version of the class on both sides, or ship it by value",
                    e);
        } catch (StackOverflowError e) {
            throw new UnpicklingException(
                    Problem.MAKING_FAILED,
                    "an object could not be made: its code calls itself too deeply, at byte " + in.position()
                            + " of the pickle; give the thread that loads a larger stack (-Xss), or lower Limits.maxDepth",
                    e);
        } catch (Exception e) {
            throw new UnpicklingException(
                    Problem.MAKING_FAILED,
                    "an object could not be made: " + e + ", at byte " + in.position() + " of the pickle",
                    e);
        } finally {
            kryo.close();
        }
    }

    private @Nullable Object run() throws Exception {
        while (true) {
            int opcode = in.u8();
            switch (opcode) {
                case Opcode.STOP -> {
                    return end();
                }
                case Opcode.NULL -> memo.push(null);
                case Opcode.TRUE -> memo.push(true);
                case Opcode.FALSE -> memo.push(false);
                case Opcode.BYTE -> memo.push((byte) in.u8());
                case Opcode.SHORT -> memo.push((short) in.zigzag());
                case Opcode.INT -> memo.push((int) in.zigzag());
                case Opcode.LONG -> memo.push(in.zigzag());
                case Opcode.FLOAT -> memo.push(Float.intBitsToFloat(in.int32()));
                case Opcode.DOUBLE -> memo.push(Double.longBitsToDouble(in.int64()));
                case Opcode.CHAR -> memo.push((char) in.varint());
                case Opcode.STRING -> {
                    String text = in.string();
                    memo.memoize(text);
                    memo.push(text);
                }
                case Opcode.GET -> memo.get(in.index(memo.size()));
                case Opcode.FORWARD -> {
                    Pending pending = new Pending(memo.size());
                    memo.memoize(pending);
                    memo.push(pending);
                }
                case Opcode.CLASS -> memo.push(classes[in.index(classes.length)]);
                case Opcode.SHAPE -> memo.push(shapes[in.index(shapes.length)]);
                case Opcode.PRIMITIVE_ARRAY -> {
                    Object array = PrimitiveArrays.read(in, admission);
                    memo.memoize(array);
                    memo.push(array);
                }
                case Opcode.BUFFER -> {
                    Object data = buffers.read(in, admission);
                    memo.memoize(data);
                    memo.push(data);
                }
                case Opcode.ARRAY -> items.array();
                case Opcode.ELEMENTS -> items.elements();
                case Opcode.MAKE -> make(kind());
                case Opcode.MAKE_BY -> makeBy();
                case Opcode.STATE -> state(kind());
                case Opcode.STATE_BY -> stateBy();
                case Opcode.APPEND -> items.append();
                case Opcode.PUT -> items.put();
                case Opcode.CLOSE -> memo.close();
                case Opcode.NEW -> fields.allocate();
                case Opcode.FIELDS -> fields.set();
                case Opcode.STATIC -> fields.setStatic();
                case Opcode.ENUM_FIELDS -> fields.setOfConstant();
                case Opcode.KRYO -> kryo.plain();
                case Opcode.KRYO_FIELDS -> kryo.fields();
                case Opcode.KRYO_CUSTOM -> kryo.custom();
                default -> throw in.corrupt("an unknown instruction " + opcode);
            }
        }
    }

    private @Nullable Object end() {
        if (stack.size() != 1 || stack.openCount() != 0) {
            throw in.corrupt("an end with " + stack.size() + " values and " + stack.openCount() + " open objects");
        }
        Object root = stack.pop(1)[0];
        if (root instanceof Pending) {
            throw in.corrupt("an object that was never made");
        }
        return root;
    }

    private Kind<?> kind() {
        int number = in.varint();
        Kind<?> kind = Kinds.byNumber(number);
        if (kind == null) {
            throw in.corrupt("an unknown kind of value " + number);
        }
        return kind;
    }

    private void make(Kind<?> kind) throws Exception {
        int head = in.varint();
        int count = head >>> 2;
        memo.need(count);
        int low = stack.lowest(count);
        finishMake(kind, head, low, stack.pop(count));
    }

    private void makeBy() throws Exception {
        int head = in.varint();
        int count = head >>> 2;
        memo.need(count + 1);
        int low = stack.lowest(count + 1);
        @Nullable Object[] args = stack.pop(count);
        if (!(stack.pop(1)[0] instanceof Reduction.Maker<?> maker)) {
            throw in.corrupt("a maker that is none");
        }
        finishMake(maker, head, low, args);
    }

    private void finishMake(Reduction.Maker<?> maker, int head, int low, @Nullable Object[] args) throws Exception {
        for (Object arg : args) {
            if (arg instanceof Pending) {
                throw in.corrupt("an object needs itself to be made");
            }
        }
        if (maker instanceof Kind<?> kind && kind.hashesArguments()) {
            work.hash(args, 1);
        }
        Object object = maker.make(args);
        if (object == null) {
            throw in.corrupt("a maker made null");
        }
        admission.type(object.getClass());
        work.holds(object, args);
        List<Pending.Deferred> waiting = List.of();
        int number;
        if ((head & 2) != 0) {
            number = in.index(memo.size());
            waiting = memo.replace(number, object);
        } else {
            number = memo.memoize(object);
        }
        if ((head & 1) != 0) {
            memo.open(number, object);
            stack.lower(low);
        } else {
            stack.push(object, low);
            memo.noteDependency(number, low);
        }
        for (Pending.Deferred action : waiting) {
            action.run();
        }
    }

    private void state(Kind<?> kind) throws Exception {
        memo.need(2);
        applyState(setter(kind));
    }

    @SuppressWarnings("unchecked") // a kind completes what it made
    private static Reduction.StateSetter<Object> setter(Reduction.StateSetter<?> setter) {
        return (Reduction.StateSetter<Object>) setter;
    }

    private void stateBy() throws Exception {
        memo.need(3);
        if (!(stack.peek(1) instanceof Reduction.StateSetter<?> setter)) {
            throw in.corrupt("a state setter that is none");
        }
        int low = stack.low(0);
        Object state = stack.pop(2)[1];
        stack.push(state, low);
        applyState(setter(setter));
    }

    private void applyState(Reduction.StateSetter<Object> setter) throws Exception {
        int low = stack.low(0);
        Object state = stack.pop(1)[0];
        Object object = memo.top();
        stack.lower(low);
        if (state instanceof Pending pending) {
            pending.whenMade(() -> setter.set(object, memo.resolved(pending)));
        } else {
            setter.set(object, state);
            work.holds(object, state);
        }
    }
}
