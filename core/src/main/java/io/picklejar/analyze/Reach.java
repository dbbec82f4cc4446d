package io.picklejar.analyze;

import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods and fields of by-value classes the pickled lambdas and objects can reach: rapid type analysis.
 *
 * <p>Roots are the implementation methods of lambdas, and all methods of objects that travel as data. A virtual call
 * reaches the override of every class that reached code makes an instance of; a class that implements by-reference
 * types keeps its overrides of their methods, since by-reference code may call them. An object that is only captured as
 * {@code this} keeps them only if some reached method lets {@code this} out of sight.
 *
 * <p>One instance serves one dump and grows with each root. Not thread-safe. cloudpickle: {@code _extract_code_globals}
 * with the recursion into nested code, and {@code _find_imported_submodules}. Bacon and Sweeney, "Fast static analysis of
 * C++ virtual function calls", OOPSLA 1996.
 */
public final class Reach {
    private final ReachedClasses classes;
    private final MethodQueue queue = new MethodQueue();
    private final ReachedTypes types;
    private final MethodScan scan;
    private final StaticReads statics;
    private final List<LambdaRecipe> lambdas = new ArrayList<>();

    /**
     * An empty reach.
     *
     * @param byValue which classes travel by value
     * @param snapshot whose static state, of those that do, comes from the pickle alone
     */
    public Reach(Predicate<Class<?>> byValue, Predicate<Class<?>> snapshot) {
        this.classes = new ReachedClasses(byValue, snapshot);
        StaticReads statics = new StaticReads(queue);
        this.types = new ReachedTypes(classes, queue, statics);
        this.scan = new MethodScan(classes, types, queue, statics);
        this.statics = statics;
    }

    /** Adds the implementation method of a lambda, and all that it reaches. */
    public void addLambda(LambdaRecipe recipe) {
        lambdas.add(recipe);
        ReachedClass host = classes.touch(recipe.capturingClass());
        Class<?> owner = recipe.implClass();
        boolean onThis = recipe.runsOnReceiver() && owner == recipe.capturingClass() && isSliceable(owner);
        if (onThis && host != null) {
            host.markCapturedHost();
        }
        for (String name : namesIn(recipe)) {
            Class<?> type = find(name, recipe.capturingClass().getClassLoader());
            if (type != null && !(onThis && type == owner)) {
                types.need(type, true);
            }
        }
        if (host != null) {
            host.recipeTypes().addAll(namesIn(recipe));
            host.recipeTypes().add(Type.getInternalName(owner));
        }
        types.need(recipe.functionalInterface(), true);
        recipe.markers().forEach(marker -> types.need(marker, true));
        types.addFunctionalInterface(recipe.functionalInterface());
        recipe.markers().forEach(types::addFunctionalInterface);
        int kind = recipe.implKind();
        if (kind != MethodHandleInfo.REF_invokeStatic && !onThis) {
            types.need(owner, true);
        }
        if (kind == MethodHandleInfo.REF_newInvokeSpecial) {
            types.makeInstance(owner, true);
        }
        boolean isVirtual = kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface;
        scan.reachCall(owner, recipe.implName(), recipe.implDescriptor(), isVirtual, true);
        scan.run();
    }

    private static Set<String> namesIn(LambdaRecipe recipe) {
        Set<String> names = new LinkedHashSet<>();
        TypeNames types = new TypeNames(names);
        types.descriptor(recipe.factoryParameters() + "V");
        types.descriptor(recipe.instantiatedDescriptor());
        types.descriptor(recipe.implDescriptor());
        types.descriptor(recipe.samDescriptor());
        names.add(Type.getInternalName(recipe.functionalInterface()));
        recipe.markers().forEach(marker -> names.add(Type.getInternalName(marker)));
        return names;
    }

    /** Whether a slice of the class can stand for its captured instances. */
    private static boolean isSliceable(Class<?> type) {
        return !type.isInterface() && !type.isRecord() && !type.isEnum() && type.getSuperclass() == Object.class;
    }

    /** Adds all methods of an object that travels as data: anybody may call them. */
    public void addInstance(Class<?> type) {
        types.addObject(type);
        requireSupertypes(type);
        scan.run();
    }

    /** A class that travels whole is defined for certain, and cannot be without its supertypes. */
    private void requireSupertypes(Class<?> type) {
        if (!classes.isByValue(type)) {
            classes.require(type);
            return;
        }
        Class<?> superclass = type.getSuperclass();
        if (superclass != null) {
            requireSupertypes(superclass);
        }
        for (Class<?> each : type.getInterfaces()) {
            requireSupertypes(each);
        }
    }

    /** Adds a class that is named as a type: a class literal, an array's element type. */
    public void addType(Class<?> type) {
        addInstance(type);
    }

    /** Adds an object that is reached only as the captured {@code this}: its methods count only as far as called. */
    public void addCaptured(Class<?> type) {
        ReachedClass members = classes.touch(type);
        if (members == null || !members.isCapturedHost()) {
            types.need(type, true);
        }
        if (types.addCaptured(type)) {
            scan.run();
            // Methods that let the object out may have been reached before it was known to be captured.
            if (classes.lineage(type).stream().anyMatch(Reach::letsThisOut) || types.isHandedOver(type)) {
                types.makeInstance(type, false);
            }
        }
        scan.run();
    }

    /**
     * Adds an object that is reached only through code: a lambda captured it, or it is the enclosing instance of an inner
     * object. Its methods count as far as called, and where by-reference code could call them.
     */
    public void addCapturedValue(Class<?> type) {
        addCaptured(type);
        ReachedClass members = classes.get(type);
        if (members != null && !members.isCapturedHost()) {
            types.makeInstance(type, false);
            scan.run();
        }
    }

    /** Whether by-reference code may get hold of a value that a lambda captured. */
    public boolean letsOut(LambdaRecipe recipe, int captured) {
        return ValueEscape.escapes(recipe, captured, classes.byValue());
    }

    private static boolean letsThisOut(ReachedClass members) {
        return members.model().node().methods.stream()
                .filter(method -> members.reachesMethod(method.name + method.desc))
                .anyMatch(method -> ThisEscape.escapes(members.model().node().name, method));
    }

    /** Whether reached code reads the instance field. */
    public boolean reads(Field field) {
        ReachedClass members = classes.get(field.getDeclaringClass());
        return members != null && members.reads(field.getName(), Type.getDescriptor(field.getType()));
    }

    /**
     * The static fields that reached code reads, whose values travel, and that were not returned before. An enum constant
     * among them stands for its own fields.
     */
    public List<Field> takeNewStatics() {
        return statics.takeNew();
    }

    /** The by-reference classes, outside the JDK, that the code needs for certain: sorted binary names. */
    public Collection<String> required() {
        return classes.required();
    }

    /** What cannot be told from the code, in words: where it asks for a class by a string that is made at run time. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        for (ReachedClass each : classes.reached().values()) {
            for (MethodNode method : each.reachedMethods()) {
                for (String call : each.model().runtimeNames(method).computed()) {
                    warnings.add(each.model().type().getName() + "." + method.name + " names a class at run time, with "
                            + call + ": it is shipped only if something else mentions it");
                }
            }
        }
        return warnings;
    }

    Map<Class<?>, ReachedClass> reached() {
        return classes.reached();
    }

    /** The recipes that were added. */
    List<LambdaRecipe> lambdas() {
        return lambdas;
    }

    Predicate<Class<?>> byValue() {
        return classes.byValue();
    }

    boolean isSnapshot(Class<?> type) {
        return classes.isSnapshot(type);
    }

    boolean dropsInitializer(ClassModel model) {
        return classes.dropsInitializer(model);
    }

    /** The declaring class of a static member that a class inherits, or null if it is not a by-value class. */
    @Nullable
    ReachedClass declaringClass(Class<?> owner, String name, String descriptor, boolean isMethod) {
        return classes.declaringClass(owner, name, descriptor, isMethod);
    }

    private static @Nullable Class<?> find(String internalName, @Nullable ClassLoader loader) {
        if (internalName.startsWith("java/")) {
            return null;
        }
        try {
            return Class.forName(internalName.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}
