package oracle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.kestra.core.models.flows.FlowSource;
import io.kestra.core.services.FlowService;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers what {@code POST /flows/validate} answers, over standard input and output.
 *
 * <p>A line {@code {"id":"1","source":"…"}} is answered by {@code {"id":"1","verdict":{…}}}, a line
 * {@code {"id":"1","sources":["…","…"]}} by {@code {"id":"1","verdicts":[{…},{…}]}}, in the order of the questions. A
 * verdict has the server's own fields without nulls, {@code index} and {@code filename} left out. A question that makes
 * the core fail is answered by {@code {"id":"1","error":"…"}}. The program ends with its input.
 */
public final class Oracle {

    private static final ObjectMapper JSON = new ObjectMapper()
        .registerModule(new JavaTimeModule())
        .setSerializationInclusion(JsonInclude.Include.NON_NULL);

    private Oracle() {
    }

    public static void main(String[] args) {
        try {
            serve();
            Runtime.getRuntime().halt(0);
        } catch (Throwable error) {
            error.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
    }

    private static void serve() throws Exception {
        PrintStream answers = new PrintStream(Kestra.claimStandardOutput(), false, StandardCharsets.UTF_8);
        var context = Kestra.start();
        var flows = context.getBean(FlowService.class);
        answers.println("{\"ready\":\"" + context.getBean(io.kestra.core.utils.VersionProvider.class).getVersion() + "\"}");
        answers.flush();
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            answers.println(JSON.writeValueAsString(answer(flows, JSON.readTree(line))));
            answers.flush();
        }
    }

    private static ObjectNode answer(FlowService flows, JsonNode question) {
        var answer = JSON.createObjectNode();
        answer.set("id", question.path("id"));
        try {
            if (question.has("sources")) {
                var verdicts = answer.putArray("verdicts");
                for (JsonNode source : question.get("sources")) {
                    verdicts.add(verdict(flows, source.textValue()));
                }
            } else {
                answer.set("verdict", verdict(flows, question.get("source").textValue()));
            }
        } catch (Exception | StackOverflowError error) {
            answer.put("error", error.toString());
        }
        return answer;
    }

    private static ObjectNode verdict(FlowService flows, String source) {
        // The server trims a body before it hands it over; splitting at document marks is the caller's work.
        var violations = flows.validate("main", List.of(new FlowSource("flow.yaml", source.trim())));
        ObjectNode verdict = JSON.valueToTree(violations.getFirst());
        verdict.remove(List.of("index", "filename"));
        return verdict;
    }
}
