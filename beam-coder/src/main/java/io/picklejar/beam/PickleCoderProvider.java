package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import io.picklejar.PickleJar;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.function.Predicate;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderProvider;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * Provides {@link PickleCoder}s to a {@code CoderRegistry}.
 *
 * <pre>{@code
 * pipeline.getCoderRegistry().registerCoderProvider(PickleCoderProvider.forPackage("com.acme.orders"));
 * }</pre>
 *
 * <p>Whatever it is made for, it declines {@code Object}, type variables and wildcards, of which nothing is known, so
 * that Beam's own message about a missing type stays, and Beam's own types. Immutable and thread-safe.
 */
public final class PickleCoderProvider extends CoderProvider {
    private final String scope;
    private final Predicate<TypeDescriptor<?>> accepts;
    private final PickleJar jar;

    private PickleCoderProvider(String scope, Predicate<TypeDescriptor<?>> accepts, PickleJar jar) {
        this.scope = scope;
        this.accepts = accepts;
        this.jar = jar;
    }

    /**
     * For all types for which Beam, an annotation or another library on the class path has no better coder than
     * {@code SerializableCoder}.
     */
    public static PickleCoderProvider any() {
        return new PickleCoderProvider(
                "types without a coder", type -> !OtherCoders.existFor(type), PickleJar.standard());
    }

    /** For the classes of a package and its sub-packages, also those that are annotated with another coder. */
    public static PickleCoderProvider forPackage(String packageName) {
        requireNonNull(packageName, "packageName");
        return new PickleCoderProvider(
                "package " + packageName,
                type -> {
                    String of = type.getRawType().getPackageName();
                    return of.equals(packageName) || of.startsWith(packageName + ".");
                },
                PickleJar.standard());
    }

    /** For this class, with any type arguments. */
    public static PickleCoderProvider forType(Class<?> type) {
        requireNonNull(type, "type");
        return new PickleCoderProvider(type.getName(), asked -> asked.getRawType() == type, PickleJar.standard());
    }

    /** For this type, type arguments included. */
    public static PickleCoderProvider forType(TypeDescriptor<?> type) {
        requireNonNull(type, "type");
        return new PickleCoderProvider(type.toString(), type::equals, PickleJar.standard());
    }

    /** For all types that no other registrar on the class path serves: Beam's own and annotations come before anyway. */
    static PickleCoderProvider registered() {
        return new PickleCoderProvider(
                "types without a coder", type -> !OtherCoders.areRegisteredFor(type), PickleJar.standard());
    }

    /** For all types that are asked for. */
    static PickleCoderProvider always() {
        return new PickleCoderProvider("all types", type -> true, PickleJar.standard());
    }

    /** This provider, with coders of this jar; see {@link PickleCoder#of(TypeDescriptor, PickleJar)}. */
    public PickleCoderProvider withJar(PickleJar jar) {
        return new PickleCoderProvider(scope, accepts, requireNonNull(jar, "jar"));
    }

    @Override
    public <T> Coder<T> coderFor(TypeDescriptor<T> type, List<? extends Coder<?>> componentCoders)
            throws CannotProvideCoderException {
        if (isUnknown(type)) {
            throw new CannotProvideCoderException("PickleCoder needs a type; nothing is known of " + type);
        }
        if (type.getRawType().getName().startsWith("org.apache.beam.")) {
            throw new CannotProvideCoderException("PickleCoder leaves Beam's own " + type + " to Beam");
        }
        if (!accepts.test(type)) {
            throw new CannotProvideCoderException("PickleCoder is registered for " + scope + ", not for " + type);
        }
        return PickleCoder.of(type, jar);
    }

    /** {@code PickleCoderProvider(package com.acme.orders)}. */
    @Override
    public String toString() {
        return "PickleCoderProvider(" + scope + ")";
    }

    private static boolean isUnknown(TypeDescriptor<?> type) {
        return type.getType() instanceof TypeVariable
                || type.getType() instanceof WildcardType
                || type.getRawType() == Object.class;
    }
}
