package io.picklejar.analyze;

import io.picklejar.jvm.SnapshotClass;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.MethodNode;

/** What code reaches of one by-value class. */
final class ReachedClass {
    private final ClassModel model;
    private final boolean snapshot;
    private final boolean dropsInitializer;

    /** Reached methods by name and descriptor; the value says whether they are reached for certain. */
    private final Map<String, Boolean> methods = new LinkedHashMap<>();

    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<String> readFields = new LinkedHashSet<>();

    /** Classes that recipes of its lambdas name, over and above what its reached methods mention. */
    private final Set<String> recipeTypes = new LinkedHashSet<>();

    private boolean type;
    private boolean capturedHost;
    private boolean instantiated;

    ReachedClass(ClassModel model, boolean snapshot) {
        this.model = model;
        this.snapshot = snapshot;
        this.dropsInitializer = snapshot && !SnapshotClass.keepsInitializer(model.node());
    }

    /** Whether the class's static state travels as a whole, and its initializer does not run at the receiver. */
    boolean isSnapshot() {
        return snapshot;
    }

    /** Whether what the class's initializer reaches has no business at the receiver. */
    boolean dropsInitializer() {
        return dropsInitializer;
    }

    /** Whether a slice of the class has static state that comes from the pickle. */
    boolean isSliceSnapshot() {
        return snapshot
                && model.node().fields.stream()
                        .anyMatch(field -> SnapshotClass.travels(field) && reachesField(field.name, field.desc));
    }

    ClassModel model() {
        return model;
    }

    /**
     * Notes a method.
     *
     * @param certain whether it runs when the shipped code runs, as opposed to a method of a shipped object that somebody
     *     might call
     * @return whether its code has (again) to be looked at
     */
    boolean addMethod(String nameAndDescriptor, boolean certain) {
        Boolean before = methods.get(nameAndDescriptor);
        if (before != null && (before || !certain)) {
            return false;
        }
        methods.put(nameAndDescriptor, certain);
        return true;
    }

    boolean reachesMethod(String nameAndDescriptor) {
        return methods.containsKey(nameAndDescriptor);
    }

    /** Whether the method runs when the shipped code runs; see {@link #addMethod}. */
    boolean isCertain(String nameAndDescriptor) {
        return methods.getOrDefault(nameAndDescriptor, false);
    }

    /** The reached methods. */
    List<MethodNode> reachedMethods() {
        return model.node().methods.stream()
                .filter(method -> reachesMethod(method.name + method.desc))
                .toList();
    }

    boolean addField(String name, String descriptor) {
        return fields.add(name + ":" + descriptor);
    }

    boolean reachesField(String name, String descriptor) {
        return fields.contains(name + ":" + descriptor);
    }

    boolean addRead(String name, String descriptor) {
        addField(name, descriptor);
        return readFields.add(name + ":" + descriptor);
    }

    boolean reads(String name, String descriptor) {
        return readFields.contains(name + ":" + descriptor);
    }

    /**
     * Whether nothing of the class is needed but that others inherit through it. A slice inherits nothing; were the class
     * in it, the holder would have another id when it is pickled again where it was loaded.
     */
    boolean isEmpty() {
        return methods.isEmpty() && fields.isEmpty() && recipeTypes.isEmpty() && !capturedHost;
    }

    Set<String> recipeTypes() {
        return recipeTypes;
    }

    boolean isType() {
        return type;
    }

    /** Notes that the class is needed as a type; returns whether that is new. */
    boolean markType() {
        boolean isNew = !type;
        type = true;
        return isNew;
    }

    /** Whether lambdas of the class captured {@code this}, and, as far as known, nothing else needs its instances. */
    boolean isCapturedHost() {
        return capturedHost && !type;
    }

    void markCapturedHost() {
        capturedHost = true;
    }

    boolean isInstantiated() {
        return instantiated;
    }

    boolean markInstantiated() {
        boolean isNew = !instantiated;
        instantiated = true;
        return isNew;
    }
}
