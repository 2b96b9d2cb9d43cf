package oracle;

import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.tasks.ExecutableTask;
import io.kestra.core.models.tasks.FlowableTask;
import io.kestra.core.models.tasks.RunnableTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what a class is in a flow. Base classes that a Kestra version lacks are simply never met. */
final class ClassKinds {

    private static final Map<String, String> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("io.kestra.core.models.tasks.Task", "task");
        KINDS.put("io.kestra.core.models.triggers.AbstractTrigger", "trigger");
        KINDS.put("io.kestra.core.models.conditions.Condition", "condition");
        KINDS.put("io.kestra.core.models.tasks.runners.TaskRunner", "taskRunner");
        KINDS.put("io.kestra.core.models.tasks.logs.LogExporter", "logExporter");
        KINDS.put("io.kestra.core.models.assets.Asset", "asset");
        KINDS.put("io.kestra.core.models.assets.AssetExporter", "assetExporter");
        KINDS.put("io.kestra.core.models.Plugin", "plugin");
    }

    private ClassKinds() {
    }

    static String kindOf(Class<?> type) {
        if (type == FlowWithSource.class) {
            return "flow";
        }
        return KINDS.entrySet().stream()
            .filter(kind -> isA(type, kind.getKey()))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("model");
    }

    static List<String> abilitiesOf(Class<?> type) {
        var abilities = new ArrayList<String>();
        if (RunnableTask.class.isAssignableFrom(type)) {
            abilities.add("runnable");
        }
        if (FlowableTask.class.isAssignableFrom(type)) {
            abilities.add("flowable");
        }
        if (ExecutableTask.class.isAssignableFrom(type)) {
            abilities.add("executable");
        }
        return abilities;
    }

    /** Kestra finds deprecations by calling public methods named get…; is… does not count. */
    static boolean hasDeprecatedGetter(Class<?> type, String property) {
        var name = "get" + property.substring(0, 1).toUpperCase() + property.substring(1);
        for (var method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == 0) {
                if (method.isAnnotationPresent(Deprecated.class)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isA(Class<?> type, String base) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (at.getName().equals(base)) {
                return true;
            }
            for (Class<?> implemented : at.getInterfaces()) {
                if (isA(implemented, base)) {
                    return true;
                }
            }
        }
        return false;
    }
}
