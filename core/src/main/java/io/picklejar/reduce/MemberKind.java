package io.picklejar.reduce;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members as {@code java.lang.reflect} shows them: by declaring class, name and types, and found again in the receiver's
 * class of that name. A method is told by its return type, too, since bridges differ in nothing else (JVMS 4.6).
 *
 * <p>What {@link AccessibleObject#setAccessible} permitted at the origin is asked for again, and dropped if the receiver's
 * modules refuse it. cloudpickle: {@code _method_reduce}, {@code _classmethod_reduce}, {@code _property_reduce}.
 */
final class MemberKind extends Kind<Object> {
    private static final int FIELD = 0;
    private static final int METHOD = 1;
    private static final int CONSTRUCTOR = 2;
    private static final int PARAMETER = 3;
    private static final int RECORD_COMPONENT = 4;

    /** Arguments of a method before its parameter types. */
    private static final int BEFORE_PARAMETERS = 5;

    MemberKind(int number) {
        super(number);
    }

    @Override
    public boolean handles(Class<?> type) {
        return type == Field.class
                || type == Method.class
                || type == Constructor.class
                || type == Parameter.class
                || type == RecordComponent.class;
    }

    @Override
    public Reduction<?> reduce(Object member, ReduceContext context) {
        if (member instanceof Field field) {
            return Reduction.of(this, FIELD, isAccessible(field), field.getDeclaringClass(), field.getName());
        }
        if (member instanceof Parameter parameter) {
            Executable executable = parameter.getDeclaringExecutable();
            int index = Arrays.asList(executable.getParameters()).indexOf(parameter);
            return Reduction.of(this, PARAMETER, executable, index);
        }
        if (member instanceof RecordComponent component) {
            return Reduction.of(this, RECORD_COMPONENT, component.getDeclaringRecord(), component.getName());
        }
        Executable executable = (Executable) member;
        List<Object> args = new ArrayList<>();
        args.add(member instanceof Method ? METHOD : CONSTRUCTOR);
        args.add(isAccessible(executable));
        args.add(executable.getDeclaringClass());
        args.add(executable.getName());
        args.add(executable instanceof Method method ? method.getReturnType() : void.class);
        args.addAll(Arrays.asList(executable.getParameterTypes()));
        return Reduction.of(this, args.toArray());
    }

    @SuppressWarnings("deprecation") // its successor asks whether PickleJar may use the member
    private static boolean isAccessible(AccessibleObject member) {
        return member.isAccessible();
    }

    @Override
    public Object make(@Nullable Object[] args) throws ReflectiveOperationException {
        int what = Args.number(args, 0);
        if (what == PARAMETER) {
            return ((Executable) Args.notNull(args, 1)).getParameters()[Args.number(args, 2)];
        }
        if (what == RECORD_COMPONENT) {
            return component(Args.type(args, 1), Args.string(args, 2));
        }
        AccessibleObject member = member(what, Args.type(args, 2), Args.string(args, 3), args);
        if (Args.flag(args, 1)) {
            boolean ignored = member.trySetAccessible();
        }
        return member;
    }

    private static AccessibleObject member(int what, Class<?> type, String name, @Nullable Object[] args)
            throws ReflectiveOperationException {
        if (what == FIELD) {
            return type.getDeclaredField(name);
        }
        Class<?>[] parameters = new Class<?>[args.length - BEFORE_PARAMETERS];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = Args.type(args, BEFORE_PARAMETERS + i);
        }
        return what == CONSTRUCTOR
                ? type.getDeclaredConstructor(parameters)
                : method(type, name, parameters, Args.type(args, BEFORE_PARAMETERS - 1));
    }

    private static Method method(Class<?> type, String name, Class<?>[] parameters, Class<?> returned)
            throws NoSuchMethodException {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)
                    && method.getReturnType() == returned
                    && Arrays.equals(method.getParameterTypes(), parameters)) {
                return method;
            }
        }
        // Its return type changed since, or reports what is missing.
        return type.getDeclaredMethod(name, parameters);
    }

    private static RecordComponent component(Class<?> type, String name) throws NoSuchFieldException {
        RecordComponent[] components = type.getRecordComponents();
        if (components != null) {
            for (RecordComponent component : components) {
                if (component.getName().equals(name)) {
                    return component;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + " has no record component " + name + " here");
    }
}
