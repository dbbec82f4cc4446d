package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;

/**
 * Refuses code whose body is not in its class file. A native method is bound to a library that was loaded for the loader of
 * its class (JNI specification, "Library and Version Management"); at a receiver there is neither.
 */
final class NativeMethods {
    private NativeMethods() {}

    static CodeProblemException refusal(Class<?> type, String method) {
        return new CodeProblemException(
                Problem.NATIVE_METHOD,
                type.getName() + " would travel by value, and its method " + method
                        + " is native: the library that has its code stays here",
                "install the class and its library at the receiver, and leave it by reference with"
                        + " .byReference(ClassRule.className(\"" + type.getName() + "\"))",
                null);
    }
}
