package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Classes that a compiler numbers: anonymous and local ones ({@code Job$1}, {@code Job$1Step}; JLS 13.1) and what they
 * enclose. As with lambdas, one that is inserted above moves all others by one, and a name that was pickled stands for its
 * neighbour. So they are told apart by the hash of their code; see {@link SliceDigest}.
 */
public final class NumberedClass {
    private static final ClassCache<Boolean> NUMBERED = new ClassCache<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
                    if (each.isAnonymousClass() || each.isLocalClass()) {
                        return true;
                    }
                }
                return false;
            } catch (LinkageError e) {
                // An enclosing class that is not there, or does not know of this one: nobody promised its name, either.
                return true;
            }
        }
    };

    private NumberedClass() {}

    /** Whether the name of the class is an accident of compilation. */
    public static boolean is(Class<?> type) {
        return NUMBERED.get(type);
    }

    /** The hash of the class's code, {@value SliceHash#BYTES} bytes, not to be changed; null if its class file cannot be had. */
    public static byte @Nullable [] hash(Class<?> type) {
        ClassModel model = ClassModel.of(type);
        return model == null ? null : model.instancesHash();
    }

    /** The numbered class of the nest whose code has this hash, the one of this name before others; null if none has. */
    public static @Nullable Class<?> withHash(Class<?> nestHost, String name, byte[] hash) {
        Class<?> found = null;
        for (Class<?> each : nestHost.getNestMembers()) {
            if (is(each) && Arrays.equals(hash, hash(each))) {
                if (each.getName().equals(name)) {
                    return each;
                }
                found = found == null ? each : found;
            }
        }
        return found;
    }
}
