package org.guidecheck.claim.foundation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.guidecheck.claim.Setting;
import org.guidecheck.law.LabelledLaw;
import org.guidecheck.law.io.LawJson;
import org.guidecheck.process.GuidanceSchedule;

/** Labelled laws of every family, and nested ones up to three deep, in one to eight dimensions. */
final class FoundationLaws {
    private static final Map<String, LabelledLaw> LAWS = new LinkedHashMap<>();

    static {
        add("gaussian", 1, "{'type':'gaussian','mean':[-1],'covariance':0.09}",
                "{'type':'gaussian','mean':[2],'covariance':[[1.5]]}");
        add("gaussian-full", 3, "{'type':'gaussian','mean':[1,0,-2],'covariance':[[1,0.5,0],[0.5,2,0.3],[0,0.3,0.5]]}",
                "{'type':'gaussian','mean':[0,0,1],'covariance':[0.04,1,4]}");
        add("gaussian-flat", 3, "{'type':'gaussian','mean':[1,0,-2],'covariance':[[1,1,0],[1,1,0],[0,0,0.5]]}",
                "{'type':'gaussian','mean':[0,0,1],'covariance':[0,1,0.3]}");
        add("atom", 1, "{'type':'atom','at':[-1]}", "{'type':'empirical','points':[[0.5],[1],[3]]}");
        add("atom-3", 3, "{'type':'atom','at':[-1,0,2]}", "{'type':'empirical','points':[[0.5,0,0],[1,1,1],[3,-1,0]]}");
        add("box", 1, "{'type':'box','low':[-1],'high':[1]}", "{'type':'box','low':[0.5],'high':[0.8]}");
        add("box-3", 3, "{'type':'box','low':[-1,0,0],'high':[1,2,0.5]}",
                "{'type':'box','low':[0.5,-1,-3],'high':[0.8,1,3]}");
        add("laplace", 1, "{'type':'laplace','center':[-1],'scale':0.5}",
                "{'type':'laplace','center':[1],'scale':[2]}");
        add("laplace-4", 4, "{'type':'laplace','center':[-1,0,1,2],'scale':0.5}",
                "{'type':'laplace','center':[0,0,0,0],'scale':[2,1,0.3,0.1]}");
        add("exponential", 1, "{'type':'exponential','origin':[0],'rate':1}",
                "{'type':'exponential','origin':[-2],'rate':[0.3]}");
        add("exponential-5", 5, "{'type':'exponential','origin':[0,1,2,-1,-2],'rate':1}",
                "{'type':'exponential','origin':[0,0,0,0,0],'rate':[0.3,0.5,1,2,4]}");
        add("sphere", 1, "{'type':'sphere','center':[0],'radius':2}", "{'type':'sphere','center':[1],'radius':0.5}");
        add("sphere-3", 3, "{'type':'sphere','center':[0,0,0],'radius':2}",
                "{'type':'sphere','center':[1,0,-1],'radius':0.5}");
        add("student", 1, "{'type':'student','center':[0],'scale':0.5,'degrees':1}",
                "{'type':'student','center':[1],'scale':1,'degrees':3}");
        add("student-3", 3, "{'type':'student','center':[0,1,0],'scale':0.5,'degrees':1.5}",
                "{'type':'student','center':[1,0,0],'scale':1,'degrees':5}");
        add("mixture", 2, "{'type':'mixture','weights':[0.1,0.9],'components':[{'type':'atom','at':[0,1]},"
                + "{'type':'box','low':[0,0],'high':[1,3]}]}",
                "{'type':'mixture','weights':[0.5,0.5],'components':[{'type':'laplace','center':[0,1],'scale':0.3},"
                        + "{'type':'student','center':[2,-1],'scale':0.2,'degrees':4}]}");
        add("product", 4, "{'type':'product','factors':[{'type':'sphere','center':[0,0],'radius':1},"
                + "{'type':'exponential','origin':[0],'rate':2},{'type':'gaussian','mean':[1],'covariance':0.25}]}",
                "{'type':'product','factors':[{'type':'student','center':[0],'scale':1,'degrees':3},"
                        + "{'type':'box','low':[0,0,0],'high':[1,1,2]}]}");
        add("affine", 3, "{'type':'affine','matrix':[[2,0],[0,0.5],[0,0]],'shift':[1,0,-1],'of':"
                + "{'type':'box','low':[-1,-1],'high':[1,1]}}",
                "{'type':'affine','matrix':[[1,2],[0,1],[3,1]],'shift':[0,0,0],'of':"
                        + "{'type':'gaussian','mean':[0,1],'covariance':[[1,0.2],[0.2,0.5]]}}");
        add("nested-1", 1, "{'type':'mixture','weights':[0.3,0.7],'components':[{'type':'affine','matrix':[[-2]],"
                + "'shift':[1],'of':{'type':'laplace','center':[0],'scale':0.5}},{'type':'mixture','weights':[0.5,0.5],"
                + "'components':[{'type':'student','center':[3],'scale':0.3,'degrees':2},"
                + "{'type':'gaussian','mean':[0],'covariance':0.01}]}]}",
                "{'type':'affine','matrix':[[3]],'shift':[-1],'of':{'type':'mixture','weights':[0.2,0.8],'components':["
                        + "{'type':'exponential','origin':[0],'rate':1},{'type':'box','low':[-1],'high':[0]}]}}");
        add("nested-6", 6, nested(), "{'type':'product','factors':[" + nestedInner() + ",{'type':'laplace',"
                + "'center':[0,0,0],'scale':0.4}]}");
        add("wide-8", 8, "{'type':'mixture','weights':[0.5,0.5],'components':[{'type':'gaussian',"
                + "'mean':[3,0,0,-2,0,1,0,9],'covariance':[0.0001,1,4,25,0.04,100,1,0.0001]},{'type':'gaussian',"
                + "'mean':[-3,0,0,2,0,1,0,-9],'covariance':0.01}]}",
                "{'type':'student','center':[0,0,0,0,0,0,0,0],'scale':2,'degrees':3}");
    }

    private static String nestedInner() {
        return "{'type':'affine','matrix':[[0.6,0],[0.8,0],[0,1]],'shift':[1,1,1],"
                + "'of':{'type':'mixture','weights':[0.5,0.5],"
                + "'components':[{'type':'box','low':[0,0],'high':[1,1]},"
                + "{'type':'exponential','origin':[0,-2],'rate':[1,3]}]}}";
    }

    private static String nested() {
        return "{'type':'mixture','weights':[0.4,0.6],'components':[{'type':'product','factors':["
                + "{'type':'affine','matrix':[[0,2],[2,0]],'shift':[0,0],"
                + "'of':{'type':'sphere','center':[1,0],'radius':1}},"
                + "{'type':'student','center':[0,0,0,1],'scale':0.3,'degrees':6}]},"
                + "{'type':'affine','matrix':[[1,0],[0,1],[0,0],[0,0],[0,0],[0,0]],'shift':[0,0,1,0,0,0],"
                + "'of':{'type':'laplace','center':[0,0],'scale':[0.2,1]}}]}";
    }

    private FoundationLaws() {
    }

    private static void add(String name, int dimension, String one, String other) {
        LAWS.put(name, LawJson.parse(("{'dimension':" + dimension + ",'classes':[{'label':'a','prior':0.3,'law':" + one
                + "},{'label':'b','prior':0.7,'law':" + other + "}]}").replace('\'', '"')));
    }

    /** Names in order. */
    static java.util.Set<String> names() {
        return LAWS.keySet();
    }

    static Setting setting(String name, long seed) {
        return Setting.of(LAWS.get(name), 0, GuidanceSchedule.constant(1), seed);
    }

    /** Ten classes of 180 random points each in 64 dimensions: the size of a set of 8 × 8 images. */
    static Setting images() {
        SplittableRandom random = new SplittableRandom(5);
        String classes = IntStream.range(0, 10)
                .mapToObj(c -> "{'label':'" + c + "','prior':0.1,'law':{'type':'empirical',"
                        + "'points':[" + IntStream.range(0, 180)
                                .mapToObj(i -> random.doubles(64, -2, 2).mapToObj(Double::toString)
                                        .collect(Collectors.joining(",", "[", "]")))
                                .collect(Collectors.joining(","))
                        + "]}}")
                .collect(Collectors.joining(","));
        return Setting.of(LawJson.parse(("{'dimension':64,'classes':[" + classes + "]}").replace('\'', '"')), 0,
                GuidanceSchedule.constant(1), 3);
    }
}
