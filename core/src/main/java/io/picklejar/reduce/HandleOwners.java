package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a handle stands for. The trusted lookup reveals it. Without privilege a handle tells the name of the class only; it
 * is looked for with the loaders of the handle's types, then with the context's.
 */
final class HandleOwners {
    /**
     * A direct method handle's member.
     *
     * @param referenceKind a {@code REF_} constant of {@link MethodHandleInfo}
     * @param type without a receiver
     */
    record Method(int referenceKind, Class<?> owner, String name, MethodType type) {}

    private HandleOwners() {}

    /** The member, or null of a handle that is bound or adapted, or whose class cannot be found. */
    static @Nullable Method methodOf(MethodHandle handle) {
        Lookup trusted = Access.trusted();
        if (trusted != null) {
            try {
                MethodHandleInfo info = trusted.revealDirect(handle);
                return new Method(
                        info.getReferenceKind(), info.getDeclaringClass(), info.getName(), info.getMethodType());
            } catch (IllegalArgumentException notDirect) {
                return null;
            }
        }
        MethodHandleDesc described = handle.describeConstable().orElse(null);
        if (!(described instanceof DirectMethodHandleDesc direct)) {
            return null;
        }
        Class<?>[] types = handle.type().wrap().parameterList().toArray(Class<?>[]::new);
        Class<?> owner = named(direct.owner(), types.length == 0 ? handle.type().returnType() : types[0]);
        return owner == null ? null : describedMethod(direct, owner, handle.type());
    }

    private static Method describedMethod(DirectMethodHandleDesc direct, Class<?> owner, MethodType called) {
        boolean isConstructor = direct.refKind() == MethodHandleInfo.REF_newInvokeSpecial;
        boolean isStatic = direct.refKind() == MethodHandleInfo.REF_invokeStatic
                || direct.refKind() == MethodHandleInfo.REF_getStatic
                || direct.refKind() == MethodHandleInfo.REF_putStatic
                || isConstructor;
        MethodType type = isStatic ? called : called.dropParameterTypes(0, 1);
        return new Method(
                direct.refKind(),
                owner,
                isConstructor ? "<init>" : direct.methodName(),
                isConstructor ? type.changeReturnType(void.class) : type);
    }

    /** The class of a description, as the loader of the type sees it, or else the context's; null if neither does. */
    static @Nullable Class<?> named(Object description, Class<?> type) {
        if (!(description instanceof ClassDesc desc) || !desc.isClassOrInterface()) {
            return null;
        }
        String descriptor = desc.descriptorString();
        String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(type.getClassLoader());
        loaders.add(Thread.currentThread().getContextClassLoader());
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException | LinkageError e) {
                // the next one may see it
            }
        }
        return null;
    }
}
