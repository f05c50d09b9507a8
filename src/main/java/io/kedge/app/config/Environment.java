package io.kedge.app.config;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The settings that may stand in the environment, and those that somebody meant to put there. */
public final class Environment {
    private static final String PREFIX = "KEDGE_";
    private static final int TYPING_ERROR = 2;

    private Environment() { }

    /**
     * Refuses names that are nearly one of ours: with KEDGE_BORAD a board would run the simulation and tell of presses that
     * nobody made. Others with our prefix belong to the launcher, or to nobody, and do no harm.
     *
     * @throws StartFailure naming the first, and what was meant
     */
    public static void refuseTypingErrors(Map<String, String> environment) {
        List<String> known = names(PREFIX, KedgeConfig.class);
        for (String name : environment.keySet().stream().sorted().toList()) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                String meant = known.stream().min(Comparator.comparingInt(one -> Nearest.distance(name, one))).orElseThrow();
                if (Nearest.distance(name, meant) <= TYPING_ERROR) {
                    throw new StartFailure(ExitCode.USAGE, "environment variable " + name + " is none of Kedge's, did you mean " + meant + "?");
                }
            }
        }
    }

    /** {@return the variables of this part of the settings, as the configuration derives them from the methods' names} */
    static List<String> names(String prefix, Class<?> settings) {
        var names = new ArrayList<String>();
        for (Method setting : settings.getDeclaredMethods()) {
            String name = prefix + setting.getName().replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
            if (settings.equals(setting.getReturnType().getDeclaringClass())) {
                names.addAll(names(name + "_", setting.getReturnType()));
            } else {
                names.add(name);
            }
        }
        return names;
    }
}
