package io.picklejar.pickler;

import io.picklejar.error.CodeRejectedException;
import io.picklejar.error.LimitExceededException;
import io.picklejar.policy.Limits;
import io.picklejar.protocol.Decider;
import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a receiver lets in while it reads one pickle: the limits, and the filter of its jar together with the one of the JVM
 * (JEP 290). Asked before anything is allocated. For one thread.
 */
public final class Admission {
    /** Nothing is inside of an array or an object as yet. */
    private static final int NO_ARRAY = -1;

    /** Before the first pickle. */
    static final Admission OF_NOTHING = new Admission(Limits.standard(), null, 0);

    private final Limits limits;
    private final @Nullable ObjectInputFilter filter;
    private final long pickleBytes;
    private final Set<Class<?>> admitted = Collections.newSetFromMap(new IdentityHashMap<>());
    private int references;
    private int depth;

    private Admission(Limits limits, @Nullable ObjectInputFilter filter, long pickleBytes) {
        this.limits = limits;
        this.filter = filter;
        this.pickleBytes = pickleBytes;
    }

    /**
     * What the jar's filter and the JVM's let in.
     *
     * @param pickleBytes the size of what is about to be read, 0 if that is not known yet
     */
    public static Admission of(PicklerConfig config, long pickleBytes) {
        ObjectInputFilter own = config.classFilter();
        ObjectInputFilter everybodys = ObjectInputFilter.Config.getSerialFilter();
        ObjectInputFilter filter =
                own == null || everybodys == null ? (own == null ? everybodys : own) : both(own, everybodys);
        return new Admission(config.limits(), filter, pickleBytes);
    }

    /** Both must agree, and the second one is asked even if the first one allows. */
    private static ObjectInputFilter both(ObjectInputFilter own, ObjectInputFilter everybodys) {
        return ObjectInputFilter.merge(own, everybodys);
    }

    /**
     * A class that the pickle names, brings, or makes an object of. Lambdas and proxies have none that could be named; their
     * interfaces were asked for. The engine's own stand-ins are its own business.
     *
     * @throws CodeRejectedException if a filter does not let it in
     */
    public void type(Class<?> type) {
        if (filter != null
                && !type.isPrimitive()
                && !type.isHidden()
                && !Proxy.isProxyClass(type)
                && admitted.add(type)
                && !Decider.isPickleJar(type)) {
            ask(filter, type, NO_ARRAY);
        }
    }

    /** An object that is about to be remembered as number {@code references}, inside of so many others. */
    void object(int objects, int inside) {
        if (objects >= limits.maxReferences()) {
            throw new LimitExceededException("more than " + limits.maxReferences()
                    + " objects in a pickle; raise Limits.maxReferences if it is trusted");
        }
        references = objects + 1;
        depth = inside + 1;
        if (filter != null) {
            ask(filter, null, NO_ARRAY);
        }
    }

    /** An object that is about to be begun, inside of so many others. */
    void open(int inside) {
        if (inside >= limits.maxDepth()) {
            throw new LimitExceededException("objects nested more than " + limits.maxDepth()
                    + " deep; raise Limits.maxDepth if the pickle is trusted");
        }
    }

    /** An array of references that is about to be allocated. */
    void array(Class<?> component, int length) {
        length(length);
        if (filter != null) {
            ask(filter, component.arrayType(), length);
        }
    }

    /** An array of primitives that is about to be allocated; the letter is one of JVMS table 4.3-A. */
    void array(char letter, int length) {
        length(length);
        Class<?> component = filter == null ? null : PrimitiveArrays.typeOf(letter);
        if (component != null) {
            array(component, length);
        }
    }

    private void length(int length) {
        if (length > limits.maxArrayLength()) {
            throw new LimitExceededException("an array of " + length + " elements, allowed are "
                    + limits.maxArrayLength() + "; raise Limits.maxArrayLength if the pickle is trusted");
        }
    }

    private void ask(ObjectInputFilter judge, @Nullable Class<?> type, int arrayLength) {
        ObjectInputFilter.Status status = judge.checkInput(new Info(type, arrayLength, depth, references, pickleBytes));
        if (status == null || status == ObjectInputFilter.Status.REJECTED) {
            String what = type == null
                    ? "object " + references + " in depth " + depth
                    : arrayLength == NO_ARRAY
                            ? "class " + type.getTypeName()
                            : "an array " + type.getTypeName() + " of " + arrayLength + " elements";
            throw new CodeRejectedException("the class filter rejects " + what
                    + "; if the pickle is trusted, admit it in PickleJar.Builder.classFilter or, where it is set,"
                    + " jdk.serialFilter");
        }
    }

    private record Info(@Nullable Class<?> serialClass, long arrayLength, long depth, long references, long streamBytes)
            implements ObjectInputFilter.FilterInfo {}
}
