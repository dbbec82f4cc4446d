package io.picklejar.reduce;

import io.picklejar.analyze.NumberedClass;
import io.picklejar.analyze.SameCode;
import io.picklejar.error.CodeMismatchException;
import io.picklejar.jvm.ClassFile;
import org.jspecify.annotations.Nullable;

/** What the code of classes is like that both JVMs have. For the engine only. */
public final class ReceiverCode {
    private ReceiverCode() {}

    /**
     * The hash by which a by-reference class is found again, since its name is an accident of compilation; null if its name
     * will do, or its class file cannot be had.
     */
    public static byte @Nullable [] pinOf(Class<?> type) {
        return NumberedClass.is(type) ? NumberedClass.hash(type) : null;
    }

    /**
     * The class of this JVM that has the code of the origin's: the one of its name, or another one of its nest.
     *
     * @throws CodeMismatchException if there is none
     */
    public static Class<?> pinned(Class<?> nestHost, String name, byte[] pin) {
        Class<?> found = NumberedClass.withHash(nestHost, name, pin);
        if (found == null) {
            String host = nestHost.getName();
            throw new CodeMismatchException(
                    "an object of class " + name + " was pickled with other code than that class has here, and"
                            + " no other anonymous or local class of " + host
                            + " has that code: the class was changed, or"
                            + " compiled by another compiler; use the same build on both sides, ship the code by value with"
                            + " .byValue(ClassRule.className(\"" + host + "\")), or give the class a name of its own",
                    null);
        }
        return found;
    }

    /** Whether a class of this JVM has the code of a shipped class file. */
    public static boolean isSame(Class<?> own, ClassFile shipped) {
        return SameCode.is(own, shipped);
    }
}
