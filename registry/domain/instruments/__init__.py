"""The questionnaires and scales a patient answers, one file each."""
