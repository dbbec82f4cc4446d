package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Refuses by-value code that uses package-private parts of a by-reference class.
 *
 * <p>At the receiver the two are defined by different loaders and therefore not in one run-time package (JVMS 5.3), so
 * that the use would fail there with an {@link IllegalAccessError}. Classes that travel by value need no such check: their
 * loaders open them to each other.
 */
final class PackageAccess {
    private PackageAccess() {}

    static void checkClass(Class<?> from, Class<?> used) {
        if (samePackage(from, used) && (used.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0) {
            throw inseparable(from, used, "the class itself is not public");
        }
    }

    static void checkMember(Class<?> from, Class<?> used, String name, String descriptor, boolean isMethod) {
        if (!samePackage(from, used)) {
            return;
        }
        for (Class<?> each = used; each != null; each = each.getSuperclass()) {
            ClassModel model = ClassModel.of(each);
            if (model == null) {
                return;
            }
            Integer access = accessOf(model, name, descriptor, isMethod);
            if (access != null) {
                boolean subclassMayUse = (access & Opcodes.ACC_PROTECTED) != 0 && used.isAssignableFrom(from);
                if ((access & Opcodes.ACC_PUBLIC) == 0 && !subclassMayUse) {
                    throw inseparable(from, used, name + " is not public");
                }
                return;
            }
        }
    }

    private static @Nullable Integer accessOf(ClassModel model, String name, String descriptor, boolean isMethod) {
        if (isMethod) {
            MethodNode method = model.method(name + descriptor);
            return method == null ? null : Integer.valueOf(method.access);
        }
        FieldNode field = model.field(name, descriptor);
        return field == null ? null : Integer.valueOf(field.access);
    }

    @SuppressWarnings("ReferenceEquality") // loaders have no equality
    private static boolean samePackage(Class<?> from, Class<?> used) {
        return from.getClassLoader() == used.getClassLoader()
                && from.getPackageName().equals(used.getPackageName());
    }

    private static CodeProblemException inseparable(Class<?> from, Class<?> used, String why) {
        return new CodeProblemException(
                Problem.INSEPARABLE_CLASSES,
                from.getName() + " travels by value and uses " + used.getName() + ", which travels by reference; " + why
                        + ", so they work in one package of one class loader only",
                "ship both, with .byValue(ClassRule.className(\"" + used.getName() + "\")), or neither",
                null);
    }
}
