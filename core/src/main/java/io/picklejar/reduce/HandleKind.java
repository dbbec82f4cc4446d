package io.picklejar.reduce;

import io.picklejar.jvm.Access;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Direct method handles (JVMS 5.4.3.5) and variable handles of fields and array elements: by the member they stand for, and
 * looked up again. A handle that is bound to arguments or adapted cannot tell what it is made of, and is left to be refused.
 *
 * <p>cloudpickle: {@code getset_descriptor} and its kin, which it names by their class.
 */
final class HandleKind extends Kind<Object> {
    /** Sorts of variable handles, beside those of method handles, the {@code REF_} constants 1 to 9 of the JVM. */
    private static final int FIELD = 16;

    private static final int STATIC_FIELD = 17;
    private static final int ARRAY_ELEMENT = 18;

    /** Arguments of a method handle before its parameter types. */
    private static final int BEFORE_PARAMETERS = 6;

    HandleKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return MethodHandle.class.isAssignableFrom(type) || VarHandle.class.isAssignableFrom(type);
    }

    @Override
    public @Nullable Reduction<?> reduce(Object handle, ReduceContext context) {
        return handle instanceof VarHandle variable ? variable(variable) : method((MethodHandle) handle);
    }

    private @Nullable Reduction<?> variable(VarHandle handle) {
        VarHandle.VarHandleDesc known = handle.describeConstable().orElse(null);
        if (known == null) {
            return null;
        }
        List<Class<?>> coordinates = handle.coordinateTypes();
        Class<?> type = handle.varType();
        if (coordinates.isEmpty()) {
            Class<?> owner = HandleOwners.named(known.bootstrapArgsList().get(0), type);
            if (owner == null) {
                return null;
            }
            return Reduction.of(this, STATIC_FIELD, owner, known.constantName(), type);
        }
        return coordinates.size() == 1
                ? Reduction.of(this, FIELD, coordinates.get(0), known.constantName(), type)
                : Reduction.of(this, ARRAY_ELEMENT, coordinates.get(0));
    }

    private @Nullable Reduction<?> method(MethodHandle handle) {
        HandleOwners.Method method = HandleOwners.methodOf(handle);
        if (method == null) {
            return null;
        }
        MethodType type = method.type();
        List<Object> args = new ArrayList<>(List.of(method.referenceKind(), method.owner(), method.name()));
        args.add(handle.isVarargsCollector());
        args.add(
                method.referenceKind() == MethodHandleInfo.REF_invokeSpecial
                        ? handle.type().parameterType(0)
                        : method.owner());
        args.add(type.returnType());
        args.addAll(type.parameterList());
        return Reduction.of(this, args.toArray());
    }

    @Override
    public Object make(@Nullable Object[] args) throws ReflectiveOperationException {
        int sort = Args.number(args, 0);
        Class<?> owner = Args.type(args, 1);
        if (sort == ARRAY_ELEMENT) {
            return MethodHandles.arrayElementVarHandle(owner);
        }
        String name = Args.string(args, 2);
        if (sort == FIELD) {
            return lookupIn(owner).findVarHandle(owner, name, Args.type(args, 3));
        }
        if (sort == STATIC_FIELD) {
            return lookupIn(owner).findStaticVarHandle(owner, name, Args.type(args, 3));
        }
        Class<?>[] parameters = new Class<?>[args.length - BEFORE_PARAMETERS];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Args.type(args, BEFORE_PARAMETERS + i);
        }
        MethodType type = MethodType.methodType(Args.type(args, BEFORE_PARAMETERS - 1), parameters);
        MethodHandle handle = find(sort, owner, name, type, Args.type(args, 4));
        return Args.flag(args, 3) ? handle : handle.asFixedArity();
    }

    private static MethodHandle find(int kind, Class<?> owner, String name, MethodType type, Class<?> caller)
            throws ReflectiveOperationException {
        Lookup lookup = lookupIn(caller);
        return switch (kind) {
            case MethodHandleInfo.REF_getField -> lookup.findGetter(owner, name, type.returnType());
            case MethodHandleInfo.REF_getStatic -> lookup.findStaticGetter(owner, name, type.returnType());
            case MethodHandleInfo.REF_putField -> lookup.findSetter(owner, name, type.parameterType(0));
            case MethodHandleInfo.REF_putStatic -> lookup.findStaticSetter(owner, name, type.parameterType(0));
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeInterface ->
                lookup.findVirtual(owner, name, type);
            case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, type);
            case MethodHandleInfo.REF_invokeSpecial -> lookup.findSpecial(owner, name, type, caller);
            case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, type);
            default -> throw new IllegalArgumentException("no sort of handle has the number " + kind);
        };
    }

    /** Public members need no access to their class. */
    private static Lookup lookupIn(Class<?> type) {
        try {
            return Access.lookupIn(type);
        } catch (IllegalAccessException e) {
            return MethodHandles.publicLookup();
        }
    }
}
