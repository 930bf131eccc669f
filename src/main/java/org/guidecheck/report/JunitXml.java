package org.guidecheck.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.guidecheck.statistics.Outcome;
import org.guidecheck.text.TextFile;

/**
 * Results as JUnit XML, which CI services read: a suite for each claim, a case for each finding. A finding that is
 * not as theory says is a failure if it was decided, and is skipped, with a message, if it was not.
 */
public final class JunitXml {
    private JunitXml() {
    }

    /**
     * Writes the file whole or not at all.
     *
     * @param file    its folder is made if missing
     * @param results of any runs
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Results results) throws IOException {
        TextFile.write(file, of(results));
    }

    /**
     * The XML.
     *
     * @param results of any runs
     * @return a document
     */
    public static String of(Results results) {
        Map<String, List<Finding>> suites = results.byClaim();
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            for (Map.Entry<String, List<Finding>> suite : suites.entrySet()) {
                suite(xml, results, suite.getKey(), suite.getValue());
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write to a string", e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, Results results, String claim, List<Finding> findings)
            throws XMLStreamException {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", claim);
        xml.writeAttribute("tests", Integer.toString(findings.size()));
        xml.writeAttribute("failures", Long.toString(findings.stream().filter(JunitXml::fails).count()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(findings.stream().filter(JunitXml::isUndecided).count()));
        xml.writeAttribute("time", seconds(findings.stream().mapToDouble(JunitXml::time).sum()));
        for (Finding finding : findings) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", claim);
            xml.writeAttribute("name", printable(finding.subject() + ", seed " + finding.verdict().seed()));
            xml.writeAttribute("time", seconds(time(finding)));
            if (fails(finding) || isUndecided(finding)) {
                xml.writeStartElement(fails(finding) ? "failure" : "skipped");
                xml.writeAttribute("message", printable(finding.verdict().outcome() + ": " + finding.statement()));
                xml.writeCharacters(printable(results.where(finding) + "\n" + finding.verdict().evidence().stream()
                        .map(VerdictTable::describe).collect(Collectors.joining("\n"))));
                xml.writeEndElement();
            }
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static boolean fails(Finding finding) {
        return !finding.isAsExpected() && finding.verdict().outcome() != Outcome.UNDECIDED;
    }

    private static boolean isUndecided(Finding finding) {
        return !finding.isAsExpected() && finding.verdict().outcome() == Outcome.UNDECIDED;
    }

    private static double time(Finding finding) {
        return finding.verdict().time().toNanos() / 1e9;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** The text without the characters that XML 1.0 forbids even if escaped. */
    private static String printable(String text) {
        return text.codePoints().map(c -> c == '\t' || c == '\n' || (c >= ' ' && c != 0xFFFE && c != 0xFFFF
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
