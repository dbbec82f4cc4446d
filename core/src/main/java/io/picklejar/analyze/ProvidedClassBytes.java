package io.picklejar.analyze;

import io.picklejar.jvm.ClassFile;
import io.picklejar.jvm.ClassFiles;
import io.picklejar.policy.ClassBytesProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@link ClassBytesProvider}s for one class file.
 *
 * <p>They are looked up anew for each question. That costs a search of the class path, for classes without a served class
 * file only, and once for each, since what is made of the file is cached. A list of them would keep the class loaders of
 * finished jobs alive and would miss the providers of later ones.
 */
final class ProvidedClassBytes {
    /** What the providers gave. */
    static final class Answer {
        private byte @Nullable [] classFile;
        private final List<String> complaints = new ArrayList<>();
        private @Nullable Throwable thrown;

        private Answer() {}

        byte @Nullable [] classFile() {
            return classFile;
        }

        /** What providers did wrong, until one of them had the class file. */
        List<String> complaints() {
            return complaints;
        }

        /** What the first of the providers that failed threw. */
        @Nullable
        Throwable thrown() {
            return thrown;
        }

        private void complain(String complaint, Throwable failure) {
            complaints.add(complaint);
            if (thrown == null) {
                thrown = failure;
            }
        }
    }

    private final Class<?> type;
    private final Answer answer = new Answer();
    private final Set<Class<?>> asked = new HashSet<>();

    private ProvidedClassBytes(Class<?> type) {
        this.type = type;
    }

    /** Asks until one provider has the class file. A provider that fails is no worse than one that does not know. */
    static Answer ask(Class<?> type) {
        ProvidedClassBytes question = new ProvidedClassBytes(type);
        // Null is the system loader to ServiceLoader, which here stands for a class of the boot loader.
        Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
        loaders.add(type.getClassLoader());
        loaders.add(Thread.currentThread().getContextClassLoader());
        loaders.add(ClassBytes.class.getClassLoader());
        for (ClassLoader loader : loaders) {
            question.askThrough(loader);
        }
        return question.answer;
    }

    private void askThrough(@Nullable ClassLoader loader) {
        Iterator<ClassBytesProvider> providers =
                ServiceLoader.load(ClassBytesProvider.class, loader).iterator();
        Set<String> errors = new HashSet<>();
        while (answer.classFile == null) {
            try {
                if (!providers.hasNext()) {
                    return;
                }
                ClassBytesProvider provider = providers.next();
                if (asked.add(provider.getClass())) {
                    askProvider(provider);
                }
            } catch (ServiceConfigurationError e) {
                String message = String.valueOf(e.getMessage());
                if (!errors.add(message)) {
                    // A loader that cannot even list its resources fails for ever.
                    return;
                }
                // Providers for another copy of PickleJar, an engine's or the job's, are none of ours.
                if (!message.endsWith("not a subtype")) {
                    answer.complain(message, e);
                }
            }
        }
    }

    private void askProvider(ClassBytesProvider provider) {
        String name = provider.getClass().getName();
        byte[] classFile;
        try {
            classFile = provider.classFileOf(type);
        } catch (RuntimeException | LinkageError e) {
            answer.complain(name + " threw " + e, e);
            return;
        }
        if (classFile == null) {
            return;
        }
        String given = nameIn(classFile);
        if (given == null) {
            answer.complaints.add(name + " gave " + classFile.length + " bytes that are no class file");
        } else if (!given.equals(type.getName())) {
            answer.complaints.add(name + " gave the class file of " + given);
        } else {
            answer.classFile = classFile.clone();
        }
    }

    /** The name of the class whose class file this is, or null if it is none. */
    private static @Nullable String nameIn(byte[] classFile) {
        if (!new ClassFile(classFile).hasMagic()) {
            return null;
        }
        try {
            return ClassFiles.reader(classFile).getClassName().replace('/', '.');
        } catch (RuntimeException damaged) {
            return null;
        }
    }
}
