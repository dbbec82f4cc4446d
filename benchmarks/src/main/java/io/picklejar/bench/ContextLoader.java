package io.picklejar.bench;

import java.util.concurrent.Callable;

/** Runs tasks as engines do: with the loader of the user's code as the context class loader. Stateless. */
final class ContextLoader {
    private ContextLoader() {}

    /** The task's result; the thread has its former loader afterwards. */
    static <T> T call(ClassLoader userCode, Callable<T> task) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader former = thread.getContextClassLoader();
        thread.setContextClassLoader(userCode);
        try {
            return task.call();
        } finally {
            thread.setContextClassLoader(former);
        }
    }
}
