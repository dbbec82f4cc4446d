package io.picklejar.reconstruct;

import io.picklejar.jvm.Access;
import io.picklejar.jvm.LambdaRecipe;
import io.picklejar.jvm.LinkedLambdas;
import io.picklejar.policy.CodeOrigin;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Bootstrap methods through which shipped code uses what is not public in by-reference classes; see {@link
 * MemberBridges}. Public since the JVM calls them from the shipped classes, and only for these: a caller of another
 * loader is refused.
 *
 * <p>A member is found through a private lookup in the class that declares it. That needs no privilege as long as the
 * class's package is open to PickleJar, as those of the class path are.
 */
public final class MemberBridge {
    private MemberBridge() {}

    /**
     * Links an instruction that uses a member.
     *
     * @param type of the instruction as a call; an object that it works on comes first
     * @param kind a {@code REF_} constant of {@link MethodHandleInfo}
     * @param owner the class that the instruction names, as an internal name
     * @param descriptor of the member
     */
    public static CallSite use(Lookup caller, String name, MethodType type, int kind, String owner, String descriptor)
            throws ReflectiveOperationException {
        checkShipped(caller);
        return new ConstantCallSite(
                find(owner(caller, owner), name, kind, descriptor).asType(type));
    }

    /** Makes the constant {@code MethodHandle} of a member. Parameters as in {@link #use}. */
    public static MethodHandle handle(
            Lookup caller, String name, Class<?> type, int kind, String owner, String descriptor)
            throws ReflectiveOperationException {
        checkShipped(caller);
        Class<?> named = owner(caller, owner);
        MethodHandle handle = find(named, name, kind, descriptor);
        boolean hasReceiver = kind == MethodHandleInfo.REF_getField
                || kind == MethodHandleInfo.REF_putField
                || kind == MethodHandleInfo.REF_invokeVirtual
                || kind == MethodHandleInfo.REF_invokeInterface;
        return hasReceiver ? handle.asType(handle.type().changeParameterType(0, named)) : handle;
    }

    /**
     * Links a lambda whose implementing method the caller may not call; stands for both bootstrap methods of {@link
     * LambdaMetafactory}.
     *
     * @param arguments kind, owner, name, descriptor of the method and whether the owner is an interface (0 or 1); then the
     *     static arguments of {@code altMetafactory} but for the method
     */
    public static CallSite lambda(Lookup caller, String name, MethodType factory, Object... arguments)
            throws ReflectiveOperationException, LambdaConversionException {
        checkShipped(caller);
        int flags = arguments.length > 7 ? (Integer) arguments[7] : 0;
        int at = 8;
        List<Class<?>> markers = new ArrayList<>();
        if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
            int count = (Integer) arguments[at++];
            for (int i = 0; i < count; i++) {
                markers.add((Class<?>) arguments[at++]);
            }
        }
        List<String> bridges = new ArrayList<>();
        if ((flags & LambdaMetafactory.FLAG_BRIDGES) != 0) {
            int count = (Integer) arguments[at++];
            for (Object bridge : Arrays.copyOfRange(arguments, at, at + count)) {
                bridges.add(((MethodType) bridge).descriptorString());
            }
        }
        LambdaRecipe recipe = new LambdaRecipe(
                caller.lookupClass(),
                factory.returnType(),
                name,
                ((MethodType) arguments[5]).descriptorString(),
                (Integer) arguments[0],
                owner(caller, (String) arguments[1]),
                (String) arguments[2],
                (String) arguments[3],
                (Integer) arguments[4] != 0,
                ((MethodType) arguments[6]).descriptorString(),
                factory.changeReturnType(void.class).descriptorString().replaceAll("V$", ""),
                (flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0,
                markers,
                bridges);
        MethodHandle made = LambdaCallSite.target(recipe);
        MethodHandle remember = MethodHandles.lookup()
                .findStatic(
                        MemberBridge.class,
                        "remember",
                        MethodType.methodType(Object.class, LambdaRecipe.class, Object.class))
                .bindTo(recipe)
                .asType(MethodType.methodType(factory.returnType(), factory.returnType()));
        return new ConstantCallSite(MethodHandles.filterReturnValue(made, remember));
    }

    /** A lambda that runs on a helper can be pickled again only by its recipe. */
    @SuppressWarnings("UnusedMethod") // found by its name
    private static Object remember(LambdaRecipe recipe, Object lambda) {
        if (LinkedLambdas.recipeOf(lambda.getClass()) == null) {
            LinkedLambdas.remember(lambda.getClass(), recipe);
        }
        return lambda;
    }

    /** Whether members of the class may be found through it: not those of the JDK, nor of modules that are closed. */
    static boolean isOpen(Class<?> type) {
        return !CodeOrigin.isJdk(type)
                && type.getModule().isOpen(type.getPackageName(), MemberBridge.class.getModule());
    }

    private static void checkShipped(Lookup caller) throws IllegalAccessException {
        if (!(caller.lookupClass().getClassLoader() instanceof UnitLoader) || !caller.hasFullPrivilegeAccess()) {
            throw new IllegalAccessException("only shipped classes may ask: " + caller);
        }
    }

    /** An {@code invokedynamic} may not be called {@code <init>}; JVMS 4.4.10. */
    static String nameFor(String name) {
        return name.equals("<init>") ? "new" : name;
    }

    private static Class<?> owner(Lookup caller, String internalName) throws ClassNotFoundException {
        return Class.forName(
                internalName.replace('/', '.'), false, caller.lookupClass().getClassLoader());
    }

    /** Looks in the class, then in its supertypes: each may have members for its own package only. */
    private static MethodHandle find(Class<?> owner, String name, int kind, String descriptor)
            throws ReflectiveOperationException {
        ReflectiveOperationException first = null;
        for (Class<?> each = owner; each != null && isOpen(each); each = each.getSuperclass()) {
            try {
                return findIn(each, name, kind, descriptor);
            } catch (NoSuchMethodException | NoSuchFieldException | IllegalAccessException notThere) {
                first = first == null ? notThere : first;
            }
        }
        throw first == null ? new IllegalAccessException("not open: " + owner) : first;
    }

    private static MethodHandle findIn(Class<?> owner, String name, int kind, String descriptor)
            throws NoSuchMethodException, NoSuchFieldException, IllegalAccessException {
        Lookup lookup = Access.lookupIn(owner);
        ClassLoader loader = owner.getClassLoader();
        if (kind <= MethodHandleInfo.REF_putStatic) {
            Class<?> type = MethodType.fromMethodDescriptorString("()" + descriptor, loader)
                    .returnType();
            return switch (kind) {
                case MethodHandleInfo.REF_getField -> lookup.findGetter(owner, name, type);
                case MethodHandleInfo.REF_putField -> lookup.findSetter(owner, name, type);
                case MethodHandleInfo.REF_getStatic -> lookup.findStaticGetter(owner, name, type);
                default -> lookup.findStaticSetter(owner, name, type);
            };
        }
        MethodType type = MethodType.fromMethodDescriptorString(descriptor, loader);
        return switch (kind) {
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, owner);
            default -> lookup.findVirtual(owner, name, type);
        };
    }
}
