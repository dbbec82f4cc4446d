package io.picklejar.reduce;

import io.picklejar.analyze.SameCode;
import io.picklejar.jvm.ClassFile;

/** What the receiver's own code is like. For the engine only. */
public final class ReceiverCode {
    private ReceiverCode() {}

    /** Whether a class of this JVM has the code of a shipped class file. */
    public static boolean isSame(Class<?> own, ClassFile shipped) {
        return SameCode.is(own, shipped);
    }
}
