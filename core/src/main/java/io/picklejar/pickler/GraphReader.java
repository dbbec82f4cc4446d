package io.picklejar.pickler;

import io.picklejar.error.CodeMismatchException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.error.PickleException;
import io.picklejar.error.Problem;
import io.picklejar.error.UnpicklingException;
import io.picklejar.jvm.Access;
import io.picklejar.kryo.KryoPool;
import io.picklejar.policy.Limits;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleInput;
import io.picklejar.reduce.Kind;
import io.picklejar.reduce.Kinds;
import io.picklejar.reduce.Reduction;
import io.picklejar.reduce.Shape;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
    private final boolean[] freshClasses;
    private final Limits limits;
    private final ValueStack stack = new ValueStack();
    private final KryoReading kryo;
    private final Map<Shape, Field[]> fieldsOf = new HashMap<>();
    private @Nullable Object[] memo = new Object[64];

    /** For each memo number, the number of the open object it depended on when it was closed, or -1. */
    private int[] dependsOn = new int[64];

    /** For each memo number, its depth while it is open, or -1. */
    private int[] openDepth = new int[64];

    private int memoSize;

    GraphReader(
            PickleInput in, Class<?>[] classes, Shape[] shapes, boolean[] freshClasses, Limits limits, KryoPool kryo) {
        this.in = in;
        this.classes = classes;
        this.shapes = shapes;
        this.freshClasses = freshClasses;
        this.limits = limits;
        this.kryo = new KryoReading(kryo, this, in, classes, shapes);
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
                case Opcode.NULL -> push(null);
                case Opcode.TRUE -> push(true);
                case Opcode.FALSE -> push(false);
                case Opcode.BYTE -> push((byte) in.u8());
                case Opcode.SHORT -> push((short) in.zigzag());
                case Opcode.INT -> push((int) in.zigzag());
                case Opcode.LONG -> push(in.zigzag());
                case Opcode.FLOAT -> push(Float.intBitsToFloat(in.int32()));
                case Opcode.DOUBLE -> push(Double.longBitsToDouble(in.int64()));
                case Opcode.CHAR -> push((char) in.varint());
                case Opcode.STRING -> {
                    String text = in.string();
                    memoize(text);
                    push(text);
                }
                case Opcode.GET -> get(in.index(memoSize));
                case Opcode.FORWARD -> {
                    Pending pending = new Pending(memoSize);
                    memoize(pending);
                    push(pending);
                }
                case Opcode.CLASS -> push(classes[in.index(classes.length)]);
                case Opcode.SHAPE -> push(shapes[in.index(shapes.length)]);
                case Opcode.PRIMITIVE_ARRAY -> {
                    Object array = PrimitiveArrays.read(in);
                    memoize(array);
                    push(array);
                }
                case Opcode.ARRAY -> array();
                case Opcode.ELEMENTS -> elements();
                case Opcode.MAKE -> make(kind());
                case Opcode.MAKE_BY -> makeBy();
                case Opcode.STATE -> state(kind());
                case Opcode.STATE_BY -> stateBy();
                case Opcode.APPEND -> append();
                case Opcode.PUT -> put();
                case Opcode.CLOSE -> close();
                case Opcode.NEW -> allocate();
                case Opcode.FIELDS -> fields();
                case Opcode.STATIC -> setStatic();
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

    private void push(@Nullable Object value) {
        stack.push(value, ValueStack.COMPLETE);
    }

    void push(Object value, int low) {
        stack.push(value, low);
    }

    @Nullable
    Object[] pop(int count) {
        return stack.pop(count);
    }

    int lowest(int count) {
        return stack.lowest(count);
    }

    int openCount() {
        return stack.openCount();
    }

    /** Pops values that go into the object below them. */
    @Nullable
    Object[] popInto(int count) {
        need(count + 1);
        int low = stack.lowest(count);
        @Nullable Object[] values = stack.pop(count);
        stack.lower(low);
        return values;
    }

    void need(int values) {
        if (values < 0 || values > stack.size()) {
            throw in.corrupt("an instruction for " + Integer.toUnsignedString(values) + " values where there are "
                    + stack.size());
        }
    }

    private Object top() {
        need(1);
        Object top = stack.peek(0);
        if (top == null) {
            throw in.corrupt("an instruction for an object where there is null");
        }
        return top;
    }

    int memoize(Object value) {
        if (memoSize == memo.length) {
            memo = Arrays.copyOf(memo, 2 * memoSize);
            dependsOn = Arrays.copyOf(dependsOn, 2 * memoSize);
            openDepth = Arrays.copyOf(openDepth, 2 * memoSize);
        }
        if (memoSize >= limits.maxReferences()) {
            throw new LimitExceededException("more than " + limits.maxReferences()
                    + " objects in a pickle; raise Limits.maxReferences if it is trusted");
        }
        memo[memoSize] = value;
        dependsOn[memoSize] = -1;
        openDepth[memoSize] = -1;
        return memoSize++;
    }

    private void get(int number) {
        Object value = memo[number];
        int depth = openDepth[number];
        if (depth < 0 && dependsOn[number] >= 0) {
            depth = openDepth[dependsOn[number]];
        }
        stack.push(value, depth < 0 ? ValueStack.COMPLETE : depth);
    }

    private Kind<?> kind() {
        int number = in.varint();
        Kind<?> kind = Kinds.byNumber(number);
        if (kind == null) {
            throw in.corrupt("an unknown kind of value " + number);
        }
        return kind;
    }

    void open(int number, Object object) {
        openDepth[number] = stack.open(number);
        stack.push(object, ValueStack.COMPLETE);
    }

    private void array() {
        Class<?> component = classes[in.index(classes.length)];
        if (component.isPrimitive()) {
            throw in.corrupt("an array of references to " + component);
        }
        // Each element takes at least a byte of the body.
        int length = in.checked(in.varint(), 1);
        Object array = Array.newInstance(component, length);
        open(memoize(array), array);
    }

    private void elements() throws Exception {
        int start = in.varint();
        int count = in.varint();
        need(count);
        int low = stack.lowest(count);
        @Nullable Object[] values = stack.pop(count);
        if (!(top() instanceof Object[] array) || start < 0 || start > array.length - count) {
            throw in.corrupt("elements " + start + " to " + (start + count) + " of what is no such array");
        }
        stack.lower(low);
        for (int i = 0; i < count; i++) {
            int index = start + i;
            Object value = values[i];
            if (value instanceof Pending pending) {
                pending.whenMade(() -> Array.set(array, index, made(pending)));
            } else {
                Array.set(array, index, value);
            }
        }
    }

    Object made(Pending pending) {
        Object object = memo[pending.number()];
        if (object == null || object instanceof Pending) {
            throw in.corrupt("object " + pending.number() + ", which is not made yet, is used");
        }
        return object;
    }

    private void make(Kind<?> kind) throws Exception {
        int head = in.varint();
        int count = head >>> 2;
        need(count);
        int low = stack.lowest(count);
        finishMake(kind, head, low, stack.pop(count));
    }

    private void makeBy() throws Exception {
        int head = in.varint();
        int count = head >>> 2;
        need(count + 1);
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
        Object object = maker.make(args);
        if (object == null) {
            throw in.corrupt("a maker made null");
        }
        int number;
        Pending pending = null;
        if ((head & 2) != 0) {
            number = in.index(memoSize);
            if (!(memo[number] instanceof Pending reserved)) {
                throw in.corrupt("object " + number + " is made twice");
            }
            pending = reserved;
            memo[number] = object;
        } else {
            number = memoize(object);
        }
        if ((head & 1) != 0) {
            open(number, object);
            stack.lower(low);
        } else {
            stack.push(object, low);
            noteDependency(number, low);
        }
        if (pending != null) {
            for (Pending.Deferred action : pending.waiting()) {
                action.run();
            }
        }
    }

    /** The object is as complete as the other one, whose number may be -1 for a complete one. */
    void dependsOn(int number, int other) {
        dependsOn[number] = other;
    }

    /** The object is as complete as what the other one waits for. */
    void dependsOnWhat(int number, int other) {
        dependsOn[number] = dependsOn[other];
    }

    /** Puts the object where its stand-in was; returns that. */
    Pending replace(int number, Object object) {
        if (number < 0 || number >= memoSize || !(memo[number] instanceof Pending pending)) {
            throw in.corrupt("object " + Integer.toUnsignedString(number) + " is made twice");
        }
        memo[number] = object;
        return pending;
    }

    void noteDependency(int number, int low) {
        dependsOn[number] = low == ValueStack.COMPLETE ? -1 : stack.openNumber(low);
    }

    private void state(Kind<?> kind) throws Exception {
        need(2);
        applyState(setter(kind));
    }

    @SuppressWarnings("unchecked") // a kind completes what it made
    private static Reduction.StateSetter<Object> setter(Reduction.StateSetter<?> setter) {
        return (Reduction.StateSetter<Object>) setter;
    }

    private void stateBy() throws Exception {
        need(3);
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
        Object object = top();
        stack.lower(low);
        if (state instanceof Pending pending) {
            pending.whenMade(() -> setter.set(object, made(pending)));
        } else {
            setter.set(object, state);
        }
    }

    private void append() throws Exception {
        int count = in.varint();
        need(count);
        int low = stack.lowest(count);
        @Nullable Object[] items = stack.pop(count);
        if (!(top() instanceof Collection<?>)) {
            throw in.corrupt("items for what is no collection");
        }
        @SuppressWarnings("unchecked") // a collection of whatever its items are
        Collection<Object> collection = (Collection<Object>) top();
        boolean hashes = !(collection instanceof java.util.List<?>);
        fill(items, hashes ? low : ValueStack.COMPLETE, low, () -> {
            for (Object item : items) {
                collection.add(item instanceof Pending pending ? made(pending) : item);
            }
        });
    }

    private void put() throws Exception {
        int count = in.varint();
        need(Math.multiplyExact(2, Math.min(count, 1 << 29)));
        int low = stack.lowest(2 * count);
        int keyLow = ValueStack.COMPLETE;
        for (int i = 0; i < count; i++) {
            keyLow = Math.min(keyLow, stack.low(2 * i + 1));
        }
        @Nullable Object[] entries = stack.pop(2 * count);
        if (!(top() instanceof Map<?, ?>)) {
            throw in.corrupt("entries for what is no map");
        }
        @SuppressWarnings("unchecked") // a map of whatever its entries are
        Map<Object, Object> map = (Map<Object, Object>) top();
        fill(entries, keyLow, low, () -> {
            for (int i = 0; i < entries.length; i += 2) {
                map.put(resolved(entries[i]), resolved(entries[i + 1]));
            }
        });
    }

    private @Nullable Object resolved(@Nullable Object value) {
        return value instanceof Pending pending ? made(pending) : value;
    }

    /** Fills the container on top now, or when the objects that its keys lead to are complete. Batches keep their order. */
    private void fill(@Nullable Object[] values, int keyLow, int low, Pending.Deferred action) throws Exception {
        stack.lower(low);
        for (Object value : values) {
            if (value instanceof Pending pending) {
                pending.whenMade(action);
                return;
            }
        }
        if (keyLow == ValueStack.COMPLETE) {
            action.run();
        } else {
            stack.whenClosed(keyLow, action);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very object is meant
    void close() throws Exception {
        Object object = top();
        if (stack.openCount() == 0 || memo[stack.openNumber(stack.openCount() - 1)] != object) {
            throw in.corrupt("an object is closed that is not the last one opened");
        }
        int depth = stack.openCount() - 1;
        int number = stack.openNumber(depth);
        int low = stack.low(0);
        openDepth[number] = -1;
        for (Pending.Deferred action : stack.close()) {
            action.run();
        }
        stack.pop(1);
        int outer = low < depth ? low : ValueStack.COMPLETE;
        stack.push(object, outer);
        noteDependency(number, outer);
    }

    private void allocate() throws Exception {
        Shape shape = shapes[in.index(shapes.length)];
        Object object = Access.allocate(shape.type());
        open(memoize(object), object);
        shapeOnTop(shape);
    }

    private void shapeOnTop(Shape shape) {
        openShapes.put(stack.openCount() - 1, shape);
    }

    private final Map<Integer, Shape> openShapes = new HashMap<>();

    private void fields() throws Exception {
        Shape shape = openShapes.remove(stack.openCount() - 1);
        if (shape == null) {
            throw in.corrupt("fields for what has none");
        }
        Field[] fields = fieldsOf(shape);
        need(fields.length + 1);
        int low = stack.lowest(fields.length);
        @Nullable Object[] values = stack.pop(fields.length);
        Object object = top();
        stack.lower(low);
        for (int i = 0; i < fields.length; i++) {
            Field field = fields[i];
            Object value = values[i];
            if (value instanceof Pending pending) {
                pending.whenMade(() -> Access.set(field, object, made(pending)));
            } else {
                Access.set(field, object, value);
            }
        }
        close();
    }

    private Field[] fieldsOf(Shape shape) throws NoSuchFieldException {
        Field[] known = fieldsOf.get(shape);
        if (known != null) {
            return known;
        }
        Field[] fields = new Field[shape.fields().size()];
        for (int i = 0; i < fields.length; i++) {
            Shape.Field each = shape.fields().get(i);
            fields[i] = each.declaringClass().getDeclaredField(each.name());
        }
        fieldsOf.put(shape, fields);
        return fields;
    }

    private void setStatic() throws Exception {
        int index = in.index(classes.length);
        String name = in.string();
        need(1);
        Object value = stack.pop(1)[0];
        if (!freshClasses[index]) {
            return; // the first definition's statics win
        }
        Field field = classes[index].getDeclaredField(name);
        Class.forName(classes[index].getName(), true, classes[index].getClassLoader());
        if (value instanceof Pending pending) {
            pending.whenMade(() -> Access.set(field, null, made(pending)));
        } else {
            Access.set(field, null, value);
        }
    }
}
