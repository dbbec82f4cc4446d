package io.picklejar.analyze;

import io.picklejar.jvm.ClassFile;
import io.picklejar.policy.DebugInfo;

/** Whether a class of this JVM has the code that a pickle brings under its name. */
public final class SameCode {
    private SameCode() {}

    /** Whether the canonical form of the class's file, with whatever debugging information, is this one. */
    public static boolean is(Class<?> type, ClassFile canonical) {
        ClassModel model = ClassModel.of(type);
        if (model != null) {
            for (DebugInfo policy : DebugInfo.values()) {
                if (model.whole(policy).equals(canonical)) {
                    return true;
                }
            }
        }
        return false;
    }
}
