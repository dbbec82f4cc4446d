package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Type;

/** The methods of by-reference types that a subclass could override, as name and descriptor. */
final class ExternalSignatures {
    private static final ClassCache<Set<String>> CACHE = new ClassCache<>() {
        @Override
        protected Set<String> computeValue(Class<?> type) {
            Set<String> signatures = new LinkedHashSet<>();
            for (Method method : type.getMethods()) {
                add(method, signatures);
            }
            for (Class<?> each = type; each != null; each = each.getSuperclass()) {
                for (Method method : each.getDeclaredMethods()) {
                    add(method, signatures);
                }
            }
            return signatures;
        }
    };

    private ExternalSignatures() {}

    static Set<String> of(Class<?> type) {
        return CACHE.get(type);
    }

    private static void add(Method method, Set<String> signatures) {
        if ((method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE | Modifier.FINAL)) == 0) {
            signatures.add(method.getName() + Type.getMethodDescriptor(method));
        }
    }
}
