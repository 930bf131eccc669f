package org.guidecheck.cli;

public final class Main {
    private Main() {
    }

    public static void main(String[] args) {
        org.nd4j.linalg.api.ndarray.INDArray a = org.nd4j.linalg.factory.Nd4j.rand(3, 3);
        System.out.println(a.mmul(a));
    }
}
