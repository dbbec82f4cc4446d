package io.picklejar.analyze;

import io.picklejar.error.Problem;
import io.picklejar.jvm.CodeProblemException;
import io.picklejar.jvm.LambdaRecipe;
import java.lang.invoke.MethodHandleInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FieldNode;
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
    private final Predicate<Class<?>> byValue;
    private final Map<Class<?>, ReachedClass> reached = new LinkedHashMap<>();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Set<String> calledSignatures = new LinkedHashSet<>();
    private final Set<Class<?>> captured = new LinkedHashSet<>();
    private final Set<String> required = new TreeSet<>();
    private final List<Field> newStatics = new ArrayList<>();

    /** An empty reach over the classes that travel by value, as the predicate says. */
    public Reach(Predicate<Class<?>> byValue) {
        this.byValue = byValue;
    }

    /** Adds the implementation method of a lambda, and all that it reaches. */
    public void addLambda(LambdaRecipe recipe) {
        ReachedClass host = touch(recipe.capturingClass());
        Class<?> owner = recipe.implClass();
        boolean onThis = recipe.runsOnReceiver() && owner == recipe.capturingClass() && isSliceable(owner);
        if (onThis && host != null) {
            host.markCapturedHost();
        }
        for (String name : namesIn(recipe)) {
            Class<?> type = find(name, recipe.capturingClass().getClassLoader());
            if (type != null && !(onThis && type == owner)) {
                needType(type, true);
            }
        }
        if (host != null) {
            host.recipeTypes().addAll(namesIn(recipe));
            host.recipeTypes().add(Type.getInternalName(owner));
        }
        needType(recipe.functionalInterface(), true);
        recipe.markers().forEach(marker -> needType(marker, true));
        addFunctionalInterface(recipe.functionalInterface());
        recipe.markers().forEach(this::addFunctionalInterface);
        int kind = recipe.implKind();
        if (kind != MethodHandleInfo.REF_invokeStatic && !onThis) {
            needType(owner, true);
        }
        if (kind == MethodHandleInfo.REF_newInvokeSpecial) {
            makeInstance(owner, true);
        }
        boolean isVirtual = kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface;
        reachCall(owner, recipe.implName(), recipe.implDescriptor(), isVirtual, true);
        run();
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
        for (Class<?> each = type; each != null && byValue.test(each); each = each.getSuperclass()) {
            ReachedClass members = needType(each, false);
            if (members == null) {
                break;
            }
            for (MethodNode method : members.model().node().methods) {
                if (!isLambdaBody(method)) {
                    keep(members, method, false);
                }
            }
        }
        makeInstance(type, false);
        run();
    }

    /** Adds a class that is named as a type: a class literal, an array's element type. */
    public void addType(Class<?> type) {
        addInstance(type);
    }

    /** Adds an object that is reached only as the captured {@code this}: its methods count only as far as called. */
    public void addCaptured(Class<?> type) {
        ReachedClass members = touch(type);
        if (members == null || !members.isCapturedHost()) {
            needType(type, true);
        }
        if (captured.add(type)) {
            for (String signature : List.copyOf(calledSignatures)) {
                reachOverride(type, signature);
            }
            run();
            // Methods that let the object out may have been reached before it was known to be captured.
            if (lineage(type).stream().anyMatch(this::letsThisOut)) {
                makeInstance(type, false);
            }
        }
        run();
    }

    /**
     * Adds an object that is reached only through code: a lambda captured it, or it is the enclosing instance of an inner
     * object. Its methods count as far as called, and where by-reference code could call them.
     */
    public void addCapturedValue(Class<?> type) {
        addCaptured(type);
        ReachedClass members = reached.get(type);
        if (members != null && !members.isCapturedHost()) {
            makeInstance(type, false);
            run();
        }
    }

    /** Whether by-reference code may get hold of a value that a lambda captured. */
    public boolean letsOut(LambdaRecipe recipe, int captured) {
        return ValueEscape.escapes(recipe, captured, byValue);
    }

    private boolean letsThisOut(ReachedClass members) {
        return members.model().node().methods.stream()
                .filter(method -> members.reachesMethod(method.name + method.desc))
                .anyMatch(method -> ThisEscape.escapes(members.model().node().name, method));
    }

    /** Whether reached code reads the instance field. */
    public boolean reads(Field field) {
        ReachedClass members = reached.get(field.getDeclaringClass());
        return members != null && members.reads(field.getName(), Type.getDescriptor(field.getType()));
    }

    /** The non-final static fields that reached code reads and that were not returned before. */
    public List<Field> takeNewStatics() {
        List<Field> taken = List.copyOf(newStatics);
        newStatics.clear();
        return taken;
    }

    /** The by-reference classes, outside the JDK, that the code needs for certain: sorted binary names. */
    public Collection<String> required() {
        return required;
    }

    Map<Class<?>, ReachedClass> reached() {
        return reached;
    }

    Predicate<Class<?>> byValue() {
        return byValue;
    }

    /** The declaring class of a static member that a class inherits, or null if it is not a by-value class. */
    @Nullable
    ReachedClass declaringClass(Class<?> owner, String name, String descriptor, boolean isMethod) {
        for (ReachedClass each : lineage(owner)) {
            boolean declares = isMethod
                    ? each.model().method(name + descriptor) != null
                    : each.model().field(name, descriptor) != null;
            if (declares) {
                return each;
            }
        }
        return null;
    }

    private void run() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    /** Notes that a by-value class is mentioned; null for a by-reference one. */
    private @Nullable ReachedClass touch(Class<?> type) {
        ReachedClass members = reached.get(type);
        if (members == null && byValue.test(type)) {
            ClassModel model = ClassModel.of(type);
            if (model == null) {
                throw new CodeProblemException(
                        Problem.NO_CLASS_BYTES,
                        type.getName() + " has to travel by value but its class file cannot be read",
                        "load it through a class loader that serves its class files as resources",
                        null);
            }
            members = new ReachedClass(model);
            reached.put(type, members);
        }
        return members;
    }

    private @Nullable ReachedClass needType(Class<?> anyType, boolean certain) {
        Class<?> type = anyType;
        while (type.isArray()) {
            type = type.getComponentType();
        }
        if (type.isPrimitive()) {
            return null;
        }
        ReachedClass members = touch(type);
        if (members == null) {
            if (certain) {
                require(type);
            }
            return null;
        }
        if (members.markType()) {
            Class<?> superclass = type.getSuperclass();
            if (superclass != null) {
                needType(superclass, certain);
            }
            for (Class<?> each : type.getInterfaces()) {
                needType(each, certain);
            }
            if (members.model().isEnumOrRecordOrAnnotation()) {
                addAllMethods(members);
            }
        }
        return members;
    }

    private void addAllMethods(ReachedClass members) {
        for (MethodNode method : members.model().node().methods) {
            if (!isLambdaBody(method)) {
                keep(members, method, false);
            }
        }
    }

    private void require(Class<?> type) {
        String name = type.getName();
        if (!name.startsWith("java.") && !type.isHidden()) {
            required.add(name);
        }
    }

    private void makeInstance(Class<?> type, boolean certain) {
        ReachedClass members = needType(type, certain);
        if (members == null || !members.markInstantiated()) {
            return;
        }
        MethodNode initializer = members.model().method("<clinit>()V");
        if (initializer != null) {
            keep(members, initializer, false);
        }
        for (String signature : calledSignatures) {
            reachOverride(type, signature);
        }
        for (ReachedClass each : lineage(type)) {
            keepOverridesOfReferenced(type, each.model().type());
        }
    }

    private void keepOverridesOfReferenced(Class<?> type, Class<?> member) {
        Class<?> superclass = member.getSuperclass();
        if (superclass != null && !byValue.test(superclass)) {
            ExternalSignatures.of(superclass).forEach(signature -> reachOverride(type, signature));
        }
        for (Class<?> each : member.getInterfaces()) {
            if (!byValue.test(each)) {
                ExternalSignatures.of(each).forEach(signature -> reachOverride(type, signature));
            }
        }
    }

    private void addFunctionalInterface(Class<?> type) {
        for (ReachedClass each : lineage(type)) {
            addAllMethods(each);
        }
    }

    private void reachOverride(Class<?> type, String signature) {
        int split = signature.indexOf('(');
        ReachedClass declaring = declaringClass(type, signature.substring(0, split), signature.substring(split), true);
        if (declaring != null) {
            MethodNode method = declaring.model().method(signature);
            if (method != null && (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0) {
                keep(declaring, method, false);
            }
        }
    }

    private void keep(ReachedClass members, MethodNode method, boolean certain) {
        if (members.addMethod(method.name + method.desc, certain)) {
            work.add(() -> scan(members, method, certain));
        }
    }

    private void scan(ReachedClass members, MethodNode method, boolean certain) {
        ClassModel model = members.model();
        MethodFacts facts = model.facts(method);
        for (String name : facts.types()) {
            Class<?> type = find(name, model);
            if (type != null && !isOwnMention(type, members)) {
                if (certain && !byValue.test(type)) {
                    PackageAccess.checkClass(model.type(), type);
                }
                needType(type, certain);
            }
        }
        for (MethodFacts.FieldUse use : facts.fields()) {
            reachField(members, use, certain);
        }
        for (MethodFacts.Call call : facts.calls()) {
            Class<?> owner = call.owner().startsWith("[") ? null : find(call.owner(), model);
            if (owner != null) {
                if (!call.isStatic() && !isOwnMention(owner, members)) {
                    needType(owner, certain);
                }
                if (certain && !byValue.test(owner)) {
                    PackageAccess.checkMember(model.type(), owner, call.name(), call.descriptor(), true);
                }
                reachCall(owner, call.name(), call.descriptor(), call.isVirtual(), certain);
            }
        }
        for (String name : facts.made()) {
            Class<?> type = find(name, model);
            if (type != null) {
                makeInstance(type, certain);
            }
        }
        for (String name : facts.interfaces()) {
            Class<?> type = find(name, model);
            if (type != null) {
                addFunctionalInterface(type);
            }
        }
        if (captured.contains(model.type()) && ThisEscape.escapes(model.node().name, method)) {
            makeInstance(model.type(), certain);
        }
    }

    /** What a sliced class says of itself is about the slice. */
    private static boolean isOwnMention(Class<?> type, ReachedClass from) {
        return from.isCapturedHost() && from.model().type() == type;
    }

    private void reachField(ReachedClass from, MethodFacts.FieldUse use, boolean certain) {
        Class<?> owner = find(use.owner(), from.model());
        if (owner == null) {
            return;
        }
        if (!use.isStatic()) {
            if (!isOwnMention(owner, from)) {
                needType(owner, certain);
            }
        } else if (touch(owner) == null && certain) {
            require(owner);
        }
        if (certain && !byValue.test(owner)) {
            PackageAccess.checkMember(from.model().type(), owner, use.name(), use.descriptor(), false);
        }
        ReachedClass declaring = declaringClass(owner, use.name(), use.descriptor(), false);
        if (declaring == null) {
            return;
        }
        FieldNode field = declaring.model().field(use.name(), use.descriptor());
        if (field == null) {
            return;
        }
        boolean isNewRead = use.isRead() && declaring.addRead(field.name, field.desc);
        declaring.addField(field.name, field.desc);
        if (use.isStatic() && isNewRead && field.value == null) {
            readStatic(declaring, field, certain);
        }
    }

    /** A static that is read: a final one needs the initializer, another one its value. */
    private void readStatic(ReachedClass declaring, FieldNode field, boolean certain) {
        if ((field.access & Opcodes.ACC_FINAL) != 0) {
            MethodNode initializer = declaring.model().method("<clinit>()V");
            if (initializer != null && !field.name.equals(ClassEmitter.ASSERTIONS_DISABLED)) {
                keep(declaring, initializer, certain);
            }
        } else if ((field.access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_TRANSIENT)) == 0) {
            try {
                newStatics.add(declaring.model().type().getDeclaredField(field.name));
            } catch (NoSuchFieldException e) {
                throw new CodeProblemException(
                        Problem.CODE_MISMATCH,
                        "the class file of " + declaring.model().type().getName() + " has a field " + field.name
                                + " that the loaded class has not",
                        "restart the JVM: its class path changed while it ran",
                        e);
            }
        }
    }

    private void reachCall(Class<?> owner, String name, String descriptor, boolean isVirtual, boolean certain) {
        if (touch(owner) == null) {
            if (certain) {
                require(owner);
            }
            return;
        }
        ReachedClass declaring = declaringClass(owner, name, descriptor, true);
        if (declaring != null) {
            MethodNode method = declaring.model().method(name + descriptor);
            if (method != null) {
                keep(declaring, method, certain);
                if (method.name.equals("<init>")) {
                    makeInstance(declaring.model().type(), certain);
                }
            }
        }
        if (isVirtual && calledSignatures.add(name + descriptor)) {
            for (ReachedClass each : List.copyOf(reached.values())) {
                if (each.isInstantiated() || captured.contains(each.model().type())) {
                    reachOverride(each.model().type(), name + descriptor);
                }
            }
        }
    }

    /** The by-value classes among a class and its supertypes, in the order of member resolution; JVMS 5.4.3. */
    private List<ReachedClass> lineage(Class<?> type) {
        Set<ReachedClass> line = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            ReachedClass members = touch(each);
            if (members != null) {
                line.add(members);
            }
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, line);
        }
        return List.copyOf(line);
    }

    private void addInterfaces(Class<?> type, Set<ReachedClass> line) {
        for (Class<?> each : type.getInterfaces()) {
            ReachedClass members = touch(each);
            if (members != null) {
                line.add(members);
            }
            addInterfaces(each, line);
        }
    }

    private static @Nullable Class<?> find(String internalName, ClassModel from) {
        return internalName.startsWith("java/") ? null : from.resolve(internalName);
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

    private static boolean isLambdaBody(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0
                && (method.name.startsWith("lambda$") || method.name.equals("$deserializeLambda$"));
    }

    /** The methods of by-reference types that a subclass could override, as name and descriptor. */
    private static final class ExternalSignatures {
        private static final ClassValue<Set<String>> CACHE = new ClassValue<>() {
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
}
