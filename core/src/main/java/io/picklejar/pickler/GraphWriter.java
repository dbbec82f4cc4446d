package io.picklejar.pickler;

import io.picklejar.error.ObjectPath;
import io.picklejar.error.PickleException;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.jvm.Access;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.Travel;
import io.picklejar.protocol.Opcode;
import io.picklejar.protocol.PickleOutput;
import io.picklejar.reconstruct.ShippedStatics;
import io.picklejar.reduce.BufferContent;
import io.picklejar.reduce.CapturedThis;
import io.picklejar.reduce.CapturedValue;
import io.picklejar.reduce.HostClass;
import io.picklejar.reduce.ReduceContext;
import io.picklejar.reduce.Reducer;
import io.picklejar.reduce.Reduction;
import io.picklejar.reduce.Shape;
import io.picklejar.reduce.ShippedCode;
import io.picklejar.reduce.ThrowableClass;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Walks an object graph and writes the body of a pickle: one pass over the graph, with a work stack of its own, so that
 * depth is bounded by the heap alone.
 *
 * <p>cloudpickle: {@code Pickler}.
 */
final class GraphWriter implements ReduceContext {
    private final Plans plans;
    private final Travel travel;
    private final Predicate<Class<?>> embedded;
    private final Tables tables;
    private final ShippedCode code;
    private final PrunedObjects pruned;
    private final Memo memo;
    private final PickleOutput body;
    private final @Nullable CanonicalOrder order;
    private final @Nullable OutOfBand outOfBand;
    private final @Nullable Contributors contributors;
    private final KryoWriting kryo;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Set<Object> constructing = Collections.newSetFromMap(new IdentityHashMap<>());

    GraphWriter(
            Plans plans,
            Travel travel,
            Predicate<Class<?>> embedded,
            Tables tables,
            ShippedCode code,
            PrunedObjects pruned,
            Memo memo,
            PickleOutput body,
            @Nullable CanonicalOrder order,
            @Nullable OutOfBand outOfBand,
            @Nullable Contributors contributors) {
        this.contributors = contributors;
        this.plans = plans;
        this.travel = travel;
        this.embedded = embedded;
        this.tables = tables;
        this.code = code;
        this.pruned = pruned;
        this.memo = memo;
        this.body = body;
        this.order = order;
        this.outOfBand = outOfBand;
        this.kryo = new KryoWriting(plans.kryo(), plans, this);
    }

    /** Writes the graph under {@code root} and the end of the body. */
    void write(@Nullable Object root) {
        try {
            pushStatics(code.initialStatics());
            drain();
            value(root);
            drain();
            body.u8(Opcode.STOP);
        } catch (CodeProblemException e) {
            throw e.at(path());
        } catch (PickleException e) {
            throw e;
        } catch (PickleOutput.FullException e) {
            throw new PicklingException(
                    Problem.TOO_LARGE,
                    "the pickle would be larger than 2 GiB",
                    path(),
                    "pass large arrays and buffers beside it, with a BufferCallback, or pickle the object in parts",
                    e);
        } catch (StackOverflowError e) {
            throw new PicklingException(
                    Problem.HOOK_FAILED,
                    "taking the object apart needs excessively deep recursion",
                    path(),
                    "mend the reducer, hook or collection that calls itself",
                    e);
        } catch (RuntimeException e) {
            throw new PicklingException(
                    Problem.HOOK_FAILED,
                    "taking the object apart failed: " + e,
                    path(),
                    "mend the reducer, hook or collection that threw",
                    e);
        } finally {
            kryo.close();
        }
    }

    private void drain() {
        while (!frames.isEmpty()) {
            Frame top = frames.element();
            if (!top.advance(this)) {
                if (frames.element() == top) {
                    frames.pop();
                } else {
                    // Statics that its last child brought up lie above it.
                    frames.remove(top);
                }
                if (contributors != null) {
                    contributors.end(top, body.size(), top.what(), this::path);
                }
            }
        }
    }

    private void push(Frame frame) {
        frames.push(frame);
        if (contributors != null) {
            contributors.begin(frame, body.size(), frames.size());
        }
    }

    PickleOutput body() {
        return body;
    }

    int depth() {
        return frames.size();
    }

    /** Writes a value: at once, or by pushing a frame for it. */
    void value(@Nullable Object value) {
        if (value == null) {
            body.u8(Opcode.NULL);
        } else if (!Leaves.write(value, body, memo)) {
            reference(value);
        }
    }

    /** Writes an argument of a maker, which may not be an object that itself waits to be made. */
    void argument(@Nullable Object value) {
        Object plain = value;
        if (value instanceof CapturedThis captured) {
            plain = captured.object();
        } else if (value instanceof CapturedValue captured) {
            plain = captured.object();
        }
        if (plain != null && constructing.contains(plain)) {
            throw new PicklingException(
                    Problem.CYCLE_THROUGH_ARGUMENTS,
                    "two objects need each other to be made, here a "
                            + plain.getClass().getName(),
                    path(),
                    "put one of them into a field or collection of a third, or register a Reducer that sets it as state",
                    null);
        }
        value(value);
    }

    private void reference(Object value) {
        if (value instanceof Class<?> type) {
            classValue(type);
        } else if (value instanceof HostClass host) {
            body.u8(Opcode.CLASS);
            body.varint(tables.classIndex(host.type()));
        } else if (value instanceof ThrowableClass throwable) {
            body.u8(Opcode.CLASS);
            body.varint(tables.throwableIndex(throwable.type()));
        } else if (value instanceof BufferContent content) {
            bufferContent(content);
        } else if (value instanceof Shape shape) {
            body.u8(Opcode.SHAPE);
            body.varint(shapeIndex(shape));
            pushStatics(code.addInstance(shape.type()));
        } else if (value instanceof CapturedThis captured) {
            captured(captured.object(), isPrunable(captured.object()), code::addCaptured);
        } else if (value instanceof CapturedValue captured) {
            captured(captured.object(), isPrunable(captured), code::addCapturedValue);
        } else if (knownObject(value)) {
            pruned.noteAsData(value);
        } else {
            newObject(value);
        }
    }

    private void bufferContent(BufferContent content) {
        if (outOfBand == null || !outOfBand.write(content.buffer(), body)) {
            body.u8(Opcode.PRIMITIVE_ARRAY);
            PrimitiveArrays.write(content.toBytes(), body);
        }
        memo.add(content);
    }

    private void classValue(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (element.isHidden() || Proxy.isProxyClass(element)) {
            throw new PicklingException(
                    Problem.NOT_REFERENCABLE,
                    "the class " + element.getName() + " was made at run time and has no name that a receiver knows",
                    path(),
                    "pickle an object of it, or the interface it implements",
                    null);
        }
        body.u8(Opcode.CLASS);
        body.varint(classIndex(type));
    }

    private boolean knownObject(Object value) {
        int number = memo.get(value);
        if (number == Memo.UNKNOWN) {
            return false;
        }
        if (number == Memo.IN_CONSTRUCTION) {
            memo.add(value);
            body.u8(Opcode.FORWARD);
        } else {
            body.u8(Opcode.GET);
            body.varint(number);
        }
        return true;
    }

    private void newObject(Object value) {
        Class<?> type = value.getClass();
        if (type.isArray()) {
            if (type.getComponentType().isPrimitive()) {
                if (outOfBand == null || !outOfBand.write(value, body)) {
                    body.u8(Opcode.PRIMITIVE_ARRAY);
                    PrimitiveArrays.write(value, body);
                    if (contributors != null) {
                        contributors.add(PrimitiveArrays.byteSize(value), type.getTypeName(), this::path);
                    }
                }
                memo.add(value);
            } else {
                push(new ArrayFrame((Object[]) value));
            }
            return;
        }
        List<Field> statics = staticsOf(value);
        Plans.Plan plan = plans.planFor(type);
        for (Reducer<Object> reducer : plan.reducers()) {
            if (reducer == Plans.NULL) {
                body.u8(Opcode.NULL);
                return;
            }
            Frame frame = kryo.frameFor(value, reducer);
            if (frame != null) {
                push(frame);
                return;
            }
            Reduction<?> reduction = reducer.reduce(value, this);
            if (reduction != null) {
                push(new ReductionFrame(value, reduction));
                pushStatics(statics);
                return;
            }
        }
        List<Field> fields = plan.fieldsOrRefuse(this);
        List<Field> found = code.addInstance(type);
        push(new FieldsFrame(value, isByValue(type) ? pruned.withoutUnusedOuter(value, fields, code) : fields));
        pushStatics(found);
    }

    /** What the class of an object brings up before the object is begun: statics may refer to it. */
    private List<Field> staticsOf(Object value) {
        if (value instanceof LambdaRecipe recipe) {
            return code.addLambda(recipe);
        }
        if (value instanceof Enum<?> constant && code.isSnapshot(constant.getDeclaringClass())) {
            return code.addInstance(constant.getDeclaringClass());
        }
        return List.of();
    }

    /** Has the fields of an enum constant written, and what their class brings up before. */
    void enumConstant(Object constant) {
        List<Field> fields = Plans.fieldsOf(constant.getClass());
        if (!fields.isEmpty()) {
            push(new EnumConstantFrame(constant, fields));
        }
        pushStatics(code.addInstance(constant.getClass()));
    }

    /** Whether the object may travel without some fields, as long as it does not travel as data, too. */
    private boolean isPrunable(Object object) {
        return !object.getClass().isArray()
                && isByValue(object.getClass())
                && !pruned.mustStayWhole(object)
                && plans.planFor(object.getClass()).isPrunable(object, this);
    }

    private boolean isPrunable(CapturedValue captured) {
        LambdaRecipe recipe = captured.recipe();
        return isPrunable(captured.object()) && (recipe == null || code.keepsInside(recipe, captured.index()));
    }

    /** An object that hangs on code: only the fields that shipped code reads, unless it travels as data, too. */
    private void captured(Object object, boolean prunable, Function<Class<?>, List<Field>> add) {
        if (!prunable) {
            value(object);
            return;
        }
        Class<?> type = object.getClass();
        List<Field> statics = add.apply(type);
        if (!knownObject(object)) {
            List<Field> fields = code.readAmong(plans.planFor(type).fieldsOrRefuse(this));
            pruned.add(object, fields);
            push(new FieldsFrame(object, fields));
        }
        pushStatics(statics);
    }

    /**
     * Has statics written next, before whatever was pushed before. Those of a class that never ran stay home, unless its
     * initializer does.
     */
    private void pushStatics(List<Field> found) {
        if (!found.isEmpty()) {
            List<Field> fields = found.stream()
                    .filter(field -> code.isSnapshot(field.getDeclaringClass())
                            || Access.isInitialized(field.getDeclaringClass()))
                    .toList();
            if (!fields.isEmpty()) {
                push(new StaticsFrame(fields));
            }
        }
    }

    /** Whether the object was written since its frame was pushed, by statics that refer to it; then a reference is written. */
    boolean wasWrittenMeanwhile(Object object) {
        return knownObject(object);
    }

    void beginConstruction(Object object) {
        memo.begin(object);
        constructing.add(object);
    }

    /** The number that a forward reference took for an object in construction, or a negative one. The construction ends. */
    int reservedNumber(Object object) {
        constructing.remove(object);
        return memo.get(object);
    }

    void memoize(Object object) {
        memo.add(object);
    }

    /** Whether the object, or an equal string, is or is being written. */
    boolean isKnown(Object object) {
        return memo.get(object) != Memo.UNKNOWN;
    }

    /** Whether the object is an array that does not travel inside the pickle. */
    boolean goesOutOfBand(Object object) {
        return outOfBand != null
                && object.getClass().isArray()
                && object.getClass().getComponentType().isPrimitive()
                && outOfBand.takes(object);
    }

    /** The index of a class that is needed as a type. */
    int classIndex(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        pushStatics(code.addInstance(element));
        return tables.classIndex(type);
    }

    int staticClassIndex(Class<?> type) {
        return tables.staticClassIndex(type);
    }

    int shapeIndex(Shape shape) {
        return tables.shapeIndex(shape);
    }

    private @Nullable Object inPlaceOf(@Nullable Object value, Field field) {
        return plans.substitutes()
                .inPlaceOf(value, field, what -> refuse(what, "make it transient, or choose another Substitute"));
    }

    @Nullable
    Object read(Field field, @Nullable Object owner) {
        try {
            Object value = owner == null ? ShippedStatics.read(field) : Access.get(field, owner);
            return plans.substitutes().hasFields() ? inPlaceOf(value, field) : value;
        } catch (IllegalAccessException e) {
            throw new CodeProblemException(
                    Problem.FIELD_INACCESSIBLE,
                    "cannot read " + field.getDeclaringClass().getName() + "." + field.getName() + ": "
                            + e.getMessage(),
                    "open its package to PickleJar, make the field transient, or register a Reducer",
                    e);
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CodeProblemException(
                    Problem.HOOK_FAILED,
                    "the static initializer of " + field.getDeclaringClass().getName() + " failed: " + cause,
                    "mend it, or do not use the class in shipped code",
                    e);
        }
    }

    @Override
    public ObjectPath path() {
        ObjectPath path = ObjectPath.root();
        Iterator<Frame> fromBottom = frames.descendingIterator();
        while (fromBottom.hasNext()) {
            path = fromBottom.next().step(path);
        }
        return path;
    }

    @Override
    public boolean isByValue(Class<?> type) {
        return travel.isByValue(type);
    }

    @Override
    public boolean isSnapshot(Class<?> type) {
        return isByValue(type) && code.isSnapshot(type);
    }

    @Override
    public boolean embedsCode(Class<?> type) {
        return embedded.test(type);
    }

    @Override
    public <T extends @Nullable Object> Collection<T> inCanonicalOrder(
            Object container, Collection<T> items, Function<? super T, ? extends @Nullable Object> key) {
        return order == null ? items : order.sort(container, items, key);
    }

    @Override
    public PicklingException refuse(String what, String advice) {
        return new PicklingException(Problem.LIVE_RESOURCE, what, path(), advice, null);
    }
}
