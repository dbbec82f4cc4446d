package io.picklejar.reduce;

import io.picklejar.policy.CodeOrigin;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generic types as reflection shows them (JLS 4.4, 4.5): parameterized types, arrays of them, wildcards, and type
 * variables, which are told by their declaration and index and come back as the declaration's own.
 *
 * <p>cloudpickle: {@code _typevar_reduce}, {@code _decompose_typevar}.
 */
final class GenericTypeKind extends Kind<Type> {
    private static final int PARAMETERIZED = 0;
    private static final int ARRAY = 1;
    private static final int WILDCARD = 2;
    private static final int VARIABLE = 3;

    GenericTypeKind(int number) {
        super(number);
    }

    /** The JDK's implementations and ours; others have fields of their own. */
    @Override
    public boolean handles(Class<?> type) {
        return Type.class.isAssignableFrom(type)
                && (CodeOrigin.isJdk(type) || GenericTypes.class == type.getEnclosingClass());
    }

    @Override
    public @Nullable Reduction<?> reduce(Type type, ReduceContext context) {
        if (type instanceof ParameterizedType parameterized) {
            List<@Nullable Object> args = new ArrayList<>();
            args.add(PARAMETERIZED);
            args.add(parameterized.getRawType());
            args.add(parameterized.getOwnerType());
            args.addAll(Arrays.asList(parameterized.getActualTypeArguments()));
            return Reduction.of(this, args.toArray());
        }
        if (type instanceof GenericArrayType array) {
            return Reduction.of(this, ARRAY, array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Reduction.of(this, WILDCARD, wildcard.getUpperBounds(), wildcard.getLowerBounds());
        }
        if (type instanceof TypeVariable<?> variable) {
            GenericDeclaration declaration = variable.getGenericDeclaration();
            int index = Arrays.asList(declaration.getTypeParameters()).indexOf(variable);
            return Reduction.of(this, VARIABLE, declaration, index);
        }
        return null;
    }

    @Override
    public Type make(@Nullable Object[] args) {
        int what = Args.number(args, 0);
        return switch (what) {
            case PARAMETERIZED ->
                new GenericTypes.Parameterized(
                        Args.type(args, 1), (Type) args[2], Arrays.copyOfRange(args, 3, args.length, Type[].class));
            case ARRAY -> new GenericTypes.ArrayOf((Type) Args.notNull(args, 1));
            case WILDCARD -> new GenericTypes.Wildcard((Type[]) Args.notNull(args, 1), (Type[]) Args.notNull(args, 2));
            case VARIABLE -> ((GenericDeclaration) Args.notNull(args, 1)).getTypeParameters()[Args.number(args, 2)];
            default -> throw new IllegalArgumentException("no sort of type has the number " + what);
        };
    }
}
