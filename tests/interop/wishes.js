// What is asked for: names, descriptions and tags in many scripts, the same in every run of one seed.
'use strict';

const scripts = [
    'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    'äöüßéèêñçøåœæþðłžšğıİ',
    'абвгдежзийклмнопрстуфхцчшщъыьэюя',
    'αβγδεζηθικλμνξοπρστυφχψω',
    'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
    'אבגדהוזחטיכלמנסעפצקרשת',
    'हिन्दीभाषामेंनाम',
    'ภาษาไทยชื่อแพ็กเกจ',
    '中文带宽包名称华北华东亚太广州香港',
    'かなカナ日本語ー',
    '한국어이름대역폭',
    '𠮷𝒳𝟘😀🚀🇩🇪👩‍💻',
    'e\u0301a\u0308n\u0303\u200d\u00a0\u2028\ufeff',
];
const punctuation = ' !\'()*~-_.+&=%?#/\\"{}|^`@:;,$[]';

// Mulberry32: small, and the same everywhere.
function randomFrom(seed) {
    let state = seed >>> 0;

    return (below) => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;

        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) % below;
    };
}

class Wishes {
    constructor(seed) {
        this.random = randomFrom(seed);
        this.count = 0;
    }

    // A text of this many characters, from one or two scripts and, where signs holds some, from these.
    text(length, signs = punctuation) {
        const letters = [...scripts[this.random(scripts.length)], ...scripts[this.random(scripts.length)]];
        let text = '';

        for (let i = 0; i < length; i++) {
            const from = signs !== '' && this.random(4) === 0 ? [...signs] : letters;

            text += from[this.random(from.length)];
        }
        return text;
    }

    // No two names are alike, because a provider may refuse a name in use.
    name(length) {
        return `n${this.count++}${this.text(1 + this.random(length))}`;
    }

    // At most one, since not every provider takes any; some want it to begin with a letter.
    description({ descriptionMax }) {
        return descriptionMax !== undefined ? [`d${this.text(this.random(descriptionMax))}`] : [];
    }

    // Keys are unlike each other and hold no "=", which ends a key on the command line.
    tags(count, signs) {
        const tags = {};

        for (let i = 0; i < count; i++)
            tags[`k${i}${this.text(this.random(20), signs.replace('=', ''))}`] = this.text(this.random(30), signs);
        return tags;
    }

    token() {
        return Array.from({ length: 32 }, () => '0123456789abcdef'[this.random(16)]).join('');
    }

    // Made-up keys of every printable character, and a token as long and as full of + / = as the real ones are.
    keys(withToken) {
        const visible = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i)).join('');
        const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
        const of = (signs, length) => Array.from({ length }, () => signs[this.random(signs.length)]).join('');

        return {
            accessKey: `TESTKEY${of(base64.slice(0, 62), 13)}`,
            secretKey: of(visible, 30 + this.random(20)),
            securityToken: withToken ? `${of(base64, 100 + this.random(700))}==` : '',
        };
    }
}

module.exports = { Wishes, punctuation };
