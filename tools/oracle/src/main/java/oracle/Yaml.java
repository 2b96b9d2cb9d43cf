package oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kestra.core.serializers.YamlParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentEndEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Answers what the YAML parser below Kestra makes of a text, over standard input and output: its events and, where it
 * stops, its problem. Needs nothing of Kestra and answers thousands of texts a second.
 *
 * <p>A line {@code {"id":"1","source":"…"}} is answered by {@code {"id":"1","events":[…],"error":{…}}}, a line
 * {@code {"id":"1","sources":[…]}} by {@code {"id":"1","answers":[…]}}. A mark is {@code [index, line, column]}, 0-based,
 * in code points. Only the first document is read.
 */
public final class Yaml {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory KESTRA = kestraFactory();

    private Yaml() {
    }

    public static void main(String[] args) throws Exception {
        var answers = new PrintStream(Kestra.claimStandardOutput(), false, StandardCharsets.UTF_8);
        answers.println("{\"ready\":true}");
        answers.flush();
        var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            var question = JSON.readTree(line);
            var answer = JSON.createObjectNode();
            answer.set("id", question.path("id"));
            if (question.has("sources")) {
                var all = answer.putArray("answers");
                for (JsonNode source : question.get("sources")) {
                    all.add(read(source.textValue()));
                }
            } else {
                answer.setAll(read(question.get("source").textValue()));
            }
            answers.println(JSON.writeValueAsString(answer));
            answers.flush();
        }
    }

    private static ObjectNode read(String source) {
        var answer = JSON.createObjectNode();
        var events = answer.putArray("events");
        try {
            var parser = new ParserImpl(new StreamReader(new StringReader(source)), new LoaderOptions());
            for (Event event = parser.getEvent(); event != null; event = parser.getEvent()) {
                events.add(describe(event));
                if (event instanceof DocumentEndEvent) {
                    break;
                }
            }
        } catch (MarkedYAMLException problem) {
            var error = answer.putObject("error");
            error.put("kind", problem.getClass().getSimpleName());
            error.put("context", problem.getContext());
            error.set("contextMark", mark(problem.getContextMark()));
            error.put("problem", problem.getProblem());
            error.set("problemMark", mark(problem.getProblemMark()));
            error.put("text", problem.getMessage());
        } catch (YAMLException problem) {
            var error = answer.putObject("error");
            error.put("kind", problem.getClass().getSimpleName());
            error.put("problem", problem.getMessage());
        } catch (RuntimeException | StackOverflowError broken) {
            var error = answer.putObject("error");
            error.put("kind", "broken");
            error.put("problem", broken.toString());
        }
        addTokens(source, answer);
        return answer;
    }

    /** What Kestra's own mapper makes of the events: its tokens with their values, up to where it stops. */
    private static void addTokens(String source, ObjectNode answer) {
        var tokens = answer.putArray("tokens");
        try (JsonParser parser = KESTRA.createParser(source)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = depth == 0 ? null : parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                var told = tokens.addArray().add(token.name());
                if (token.isNumeric()) {
                    Number number = parser.getNumberValue();
                    told.add(number.getClass().getSimpleName()).add(number.toString());
                } else if (token == JsonToken.VALUE_EMBEDDED_OBJECT) {
                    told.add(parser.getEmbeddedObject().getClass().getSimpleName());
                } else if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    told.add(parser.getText());
                }
            }
        } catch (JsonProcessingException problem) {
            var location = problem.getLocation();
            var stop = answer.putObject("stop").put("text", problem.getOriginalMessage());
            if (location != null) {
                stop.put("line", location.getLineNr()).put("column", location.getColumnNr());
            }
        } catch (IOException | RuntimeException broken) {
            answer.putObject("stop").put("text", broken.toString());
        }
    }

    private static JsonFactory kestraFactory() {
        try {
            Field strict = YamlParser.class.getDeclaredField("STRICT_MAPPER");
            strict.setAccessible(true);
            // Validating, a server does not look for duplicate keys.
            return ((ObjectMapper) strict.get(null)).getFactory().copy().disable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static ObjectNode describe(Event event) {
        var told = JSON.createObjectNode();
        told.put("event", event.getEventId().toString());
        told.set("start", mark(event.getStartMark()));
        told.set("end", mark(event.getEndMark()));
        if (event instanceof NodeEvent node && node.getAnchor() != null) {
            told.put("anchor", node.getAnchor());
        }
        if (event instanceof ScalarEvent scalar) {
            told.put("value", scalar.getValue());
            told.put("style", scalar.getScalarStyle().name());
            told.put("tag", scalar.getTag());
            told.put("plain", scalar.getImplicit().canOmitTagInPlainScalar());
            told.put("quoted", scalar.getImplicit().canOmitTagInNonPlainScalar());
        } else if (event instanceof CollectionStartEvent collection) {
            told.put("tag", collection.getTag());
            told.put("flow", collection.isFlow());
        } else if (event instanceof DocumentStartEvent document) {
            told.put("explicit", document.getExplicit());
        }
        return told;
    }

    private static ArrayNode mark(Mark mark) {
        return mark == null ? null : JSON.createArrayNode().add(mark.getIndex()).add(mark.getLine()).add(mark.getColumn());
    }
}
