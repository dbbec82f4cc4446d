package io.picklejar.analyze;

import io.picklejar.jvm.ClassCache;
import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.jvm.Redefinitions;
import io.picklejar.policy.DebugInfo;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.RecordComponentNode;

/**
 * A class together with its parsed class file and the facts that its methods state. Cached softly per class: parsing is
 * the expensive part of an analysis (about 9 ms for a class file of 33 KB, cold). Thread-safe: the tree is only read.
 */
final class ClassModel {
    private static final ClassCache<ModelCell> CACHE = new ClassCache<>() {
        @Override
        protected ModelCell computeValue(Class<?> type) {
            return new ModelCell();
        }
    };

    /** A soft cell of its own, so that a cached model never keeps its class, through the class itself, alive. */
    private static final class ModelCell {
        private SoftReference<@Nullable ClassModel> model = new SoftReference<>(null);
        private int redefinitions;
    }

    private final Class<?> type;
    private final ClassNode node;
    private final byte[] classFile;
    private final Map<String, MethodNode> methods = new HashMap<>();
    private final Map<String, FieldNode> fields = new HashMap<>();
    private final Map<DebugInfo, ClassFile> canonical = new ConcurrentHashMap<>();
    private final Map<String, MethodFacts> facts = new ConcurrentHashMap<>();
    private final Map<String, RuntimeNames> runtimeNames = new ConcurrentHashMap<>();
    private final Map<String, Class<?>> resolved = new ConcurrentHashMap<>();
    private final Map<String, byte[]> sliceHashes = new ConcurrentHashMap<>();
    private volatile byte @Nullable [] instancesHash;

    private ClassModel(Class<?> type, byte[] classFile) {
        this.type = type;
        this.classFile = classFile;
        this.node = new ClassNode();
        ClassFiles.reader(classFile).accept(node, ClassReader.SKIP_DEBUG);
        for (MethodNode method : node.methods) {
            methods.put(method.name + method.desc, method);
        }
        for (FieldNode field : node.fields) {
            fields.put(field.name + ":" + field.desc, field);
        }
    }

    /** The model of a class, or null if its class file cannot be had. */
    static @Nullable ClassModel of(Class<?> type) {
        ModelCell cell = CACHE.get(type);
        synchronized (cell) {
            int redefinitions = Redefinitions.of(type);
            ClassModel model = cell.redefinitions == redefinitions ? cell.model.get() : null;
            if (model == null) {
                byte[] classFile = ClassBytes.of(type);
                if (classFile == null) {
                    return null;
                }
                model = new ClassModel(type, classFile);
                cell.model = new SoftReference<>(model);
                cell.redefinitions = redefinitions;
            }
            return model;
        }
    }

    Class<?> type() {
        return type;
    }

    /** The parsed class without debug information; not to be changed. */
    ClassNode node() {
        return node;
    }

    byte[] classFile() {
        return classFile;
    }

    @Nullable
    MethodNode method(String nameAndDescriptor) {
        return methods.get(nameAndDescriptor);
    }

    @Nullable
    FieldNode field(String name, String descriptor) {
        return fields.get(name + ":" + descriptor);
    }

    MethodFacts facts(MethodNode method) {
        return facts.computeIfAbsent(method.name + method.desc, key -> MethodFacts.of(method));
    }

    /** The hash of the method with all of its nest that it reaches; not to be changed. */
    byte[] sliceHash(MethodNode method) {
        // Not computeIfAbsent: a digest may ask for the models of other classes, and they for this one.
        String key = method.name + method.desc;
        byte[] known = sliceHashes.get(key);
        if (known == null) {
            known = SliceDigest.of(this, method);
            sliceHashes.put(key, known);
        }
        return known;
    }

    /** The hash of the class as those that have an instance of it see it; not to be changed. */
    byte[] instancesHash() {
        byte[] known = instancesHash;
        if (known == null) {
            known = SliceDigest.ofInstances(this);
            instancesHash = known;
        }
        return known;
    }

    /** The classes that a method asks for by a string. */
    RuntimeNames runtimeNames(MethodNode method) {
        return runtimeNames.computeIfAbsent(method.name + method.desc, key -> RuntimeNames.of(this, method));
    }

    boolean isEnumOrRecordOrAnnotation() {
        return (node.access & (Opcodes.ACC_ENUM | Opcodes.ACC_RECORD | Opcodes.ACC_ANNOTATION)) != 0;
    }

    /** The class of an internal name as this class sees it, without initializing it; null if there is none. */
    @Nullable
    Class<?> resolve(String internalName) {
        Class<?> known = resolved.get(internalName);
        if (known == null) {
            try {
                known = Class.forName(internalName.replace('/', '.'), false, type.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // An optional dependency that is not there, or cannot be linked: code that needs it does not run here.
                return null;
            }
            resolved.put(internalName, known);
        }
        return known;
    }

    /** The internal names of the classes that must be there for this class to be defined: supertypes, permitted ones. */
    Set<String> definedWith() {
        Set<String> names = new LinkedHashSet<>();
        TypeNames types = new TypeNames(names);
        types.internalName(node.superName);
        types.internalNames(node.interfaces);
        types.internalNames(node.permittedSubclasses);
        return names;
    }

    /**
     * The internal names of all classes that the class uses, itself, array types and its place in a nest excluded.
     *
     * @param withoutInitializer whether to leave out what only the static initializer uses
     */
    Set<String> references(boolean withoutInitializer) {
        Set<String> names = definedWith();
        TypeNames types = new TypeNames(names);
        node.fields.forEach(field -> types.descriptor(field.desc));
        addReflected(types);
        for (MethodNode method : node.methods) {
            if (!withoutInitializer || !method.name.equals("<clinit>")) {
                facts(method).addTypesTo(names);
                names.addAll(runtimeNames(method).literal());
            }
        }
        names.remove(node.name);
        return names;
    }

    /** What reflection on the class and its fields comes upon: annotations and generic signatures. */
    private void addReflected(TypeNames types) {
        types.signature(node.signature);
        types.annotations(node.visibleAnnotations);
        types.annotations(node.visibleTypeAnnotations);
        for (FieldNode field : node.fields) {
            types.signature(field.signature);
            types.annotations(field.visibleAnnotations);
            types.annotations(field.visibleTypeAnnotations);
        }
        if (node.recordComponents != null) {
            for (RecordComponentNode component : node.recordComponents) {
                types.annotations(component.visibleAnnotations);
                types.annotations(component.visibleTypeAnnotations);
            }
        }
    }

    /** The canonical class file, made once for each policy. */
    ClassFile whole(DebugInfo debug) {
        return canonical.computeIfAbsent(debug, policy -> new ClassEmitter(policy).whole(this));
    }

    /** The nest members that the class file lists; JVMS 4.7.29. Compilers before 11 list none. */
    List<String> nestMembers() {
        return node.nestMembers == null ? List.of() : node.nestMembers;
    }
}
