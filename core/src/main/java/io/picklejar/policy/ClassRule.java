package io.picklejar.policy;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * A set of classes, for the by-value and by-reference rules of a {@code PickleJar}.
 *
 * <p>The closest rule that matches a class wins: a class name before a package (the longer the closer) before a code
 * source before a module before a predicate before {@link #localCode()}; between equally close rules, the one added
 * last. So "by value except {@code com.acme.api}" is {@code byValue(packageName("com.acme"))} with {@code
 * byReference(packageName("com.acme.api"))}. Nested classes and lambdas belong to the class that encloses them.
 * Immutable and thread-safe, as long as a predicate is.
 *
 * <p>cloudpickle: {@code _is_registered_pickle_by_value}, which knows package names only.
 */
public final class ClassRule {
    private static final int LOCAL_CODE = 1;
    private static final int PREDICATE = 2;
    private static final int MODULE = 3;
    private static final int CODE_SOURCE = 4;
    private static final int PACKAGE = 5;
    private static final int CLASS_NAME = 1 << 20;

    private final String text;
    private final int closeness;
    private final Predicate<Class<?>> members;

    private ClassRule(String text, int closeness, Predicate<Class<?>> members) {
        this.text = text;
        this.closeness = closeness;
        this.members = members;
    }

    /** The class of this binary name ({@code com.acme.Job}) and all that it encloses. */
    public static ClassRule className(String binaryName) {
        requireNonNull(binaryName, "binaryName");
        return new ClassRule(
                "class " + binaryName,
                CLASS_NAME,
                type -> type.getName().equals(binaryName) || type.getName().startsWith(binaryName + "$"));
    }

    /** All classes of the package and of its sub-packages; {@code a.b} covers {@code a.b.c} but not {@code a.bc}. */
    public static ClassRule packageName(String packageName) {
        requireNonNull(packageName, "packageName");
        int segments = packageName.isEmpty() ? 0 : packageName.split("\\.", -1).length;
        return new ClassRule("package " + packageName, PACKAGE + segments, type -> {
            String of = type.getPackageName();
            return of.equals(packageName) || of.startsWith(packageName + ".");
        });
    }

    /** All classes that were loaded from this jar or directory. */
    public static ClassRule codeSource(Path jarOrDirectory) {
        Path wanted = jarOrDirectory.toAbsolutePath().normalize();
        return new ClassRule(
                "code source " + jarOrDirectory.getFileName(),
                CODE_SOURCE,
                type -> wanted.equals(CodeOrigin.pathOf(type)));
    }

    /** All classes of the named module. */
    public static ClassRule module(String moduleName) {
        requireNonNull(moduleName, "moduleName");
        return new ClassRule(
                "module " + moduleName,
                MODULE,
                type -> moduleName.equals(type.getModule().getName()));
    }

    /** All classes that the predicate accepts; it has to be thread-safe and must not initialize the class. */
    public static ClassRule predicate(Predicate<Class<?>> members) {
        return new ClassRule("predicate", PREDICATE, requireNonNull(members, "members"));
    }

    /**
     * What a cluster does not have: classes loaded from directories ({@code target/classes}, {@code build/classes}, IDE
     * output) and from dynamic loaders (JShell, in-memory compilers, {@code java Foo.java}).
     */
    public static ClassRule localCode() {
        return new ClassRule(
                "local code", LOCAL_CODE, type -> CodeOrigin.isDirectory(type) || CodeOrigin.isDynamic(type));
    }

    /** Whether the rule covers the class. Does not initialize it. */
    public boolean matches(Class<?> type) {
        return members.test(type);
    }

    /** Whether this rule beats the other one for a class that both match. */
    public boolean isCloserThan(ClassRule other) {
        return closeness > other.closeness;
    }

    /** The rule in words, for reasons and messages: {@code package com.acme}. */
    @Override
    public String toString() {
        return text;
    }
}
