package io.kedge.app.gpio;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.kedge.app.config.ExitCode;
import io.kedge.app.config.StartFailure;
import io.kedge.app.engine.Engine;
import io.kedge.hal.api.LineEvent;
import io.kedge.hal.api.LineHandler;
import io.quarkus.arc.ClientProxy;

/** Finds the methods with {@link OnLine} in all beans and puts each behind its line. */
@Singleton
public class Handlers {
    private static final List<String> FRAMEWORKS =
            List.of("io.quarkus.", "io.smallrye.", "io.vertx.", "io.micrometer.", "org.eclipse.microprofile.", "org.jboss.", "jakarta.", "java.");

    private final BeanManager beans;
    private final Engine engine;
    private final Lines lines;
    private volatile List<HandlerQueue> queues = List.of();

    /** Finds nothing yet. */
    @Inject
    public Handlers(BeanManager beans, Engine engine, Lines lines) {
        this.beans = beans;
        this.engine = engine;
        this.lines = lines;
    }

    /**
     * Finds the handlers that are meant for the profile and connects them.
     *
     * @throws StartFailure if one names a line or a workqueue that does not exist, or takes what it cannot get
     */
    public void connect(String profile) {
        List<HandlerQueue> connected = new ArrayList<>();
        for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
            for (Method method : isFramework(bean) ? List.<Method>of() : methods(bean.getBeanClass())) {
                OnLine wanted = method.getAnnotation(OnLine.class);
                List<String> profiles = List.of(wanted.profile());
                if (profiles.isEmpty() || profiles.contains(profile)) {
                    connected.add(connect(bean, method, wanted));
                }
            }
        }
        queues = List.copyOf(connected);
    }

    /** {@return what each handler did so far} */
    public List<HandlerStats> stats() {
        return queues.stream().map(HandlerQueue::stats).toList();
    }

    private HandlerQueue connect(Bean<?> bean, Method method, OnLine wanted) {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        if (!fits(method)) {
            throw new StartFailure(ExitCode.CONFIG, "@OnLine method " + name + " must take one LineEvent, or nothing");
        }
        String asker = "@OnLine method " + name;
        var queue = new HandlerQueue(name, caller(bean, method), engine.require(wanted.workqueue(), asker));
        lines.requireInput(wanted.value(), asker).onEvent(queue);
        return queue;
    }

    /** To look at a method loads every class it names, and the frameworks have hundreds of beans, none of them with handlers. */
    private static boolean isFramework(Bean<?> bean) {
        String name = bean.getBeanClass().getName();
        return FRAMEWORKS.stream().anyMatch(name::startsWith);
    }

    private static List<Method> methods(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(OnLine.class))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static boolean fits(Method method) {
        Class<?>[] parameters = method.getParameterTypes();
        return parameters.length == 0 || (parameters.length == 1 && parameters[0] == LineEvent.class);
    }

    private <T> LineHandler caller(Bean<T> bean, Method method) {
        CreationalContext<T> context = beans.createCreationalContext(bean);
        Object target = ClientProxy.unwrap(beans.getReference(bean, bean.getBeanClass(), context));
        method.setAccessible(true);
        boolean wantsEvent = method.getParameterCount() == 1;
        return event -> invoke(method, target, wantsEvent ? new Object[] {event} : new Object[0]);
    }

    private static void invoke(Method method, Object target, Object[] arguments) throws Exception {
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw thrown;
        }
    }
}
