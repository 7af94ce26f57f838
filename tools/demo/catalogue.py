"""What the company sells: machines, medical equipment, software."""

from dataclasses import dataclass
from decimal import Decimal

from tools.demo.rows import CURRENCY, Ref, Row, refs


@dataclass(frozen=True)
class Product:
    code: str
    name: str
    line: str
    unit: str
    price: Decimal
    # The most that one customer buys at once.
    most: int
    tax: str = "13"

    @property
    def key(self) -> str:
        return f"product/{self.code}"

    @property
    def ref(self) -> Ref:
        return Ref(self.key)


PRODUCTS = (
    Product("VMC-850", "立式加工中心 VMC-850", "machinery", "台", Decimal(480_000), 4),
    Product("HMC-630", "卧式加工中心 HMC-630", "machinery", "台", Decimal(1_280_000), 2),
    Product("LSR-3015", "光纤激光切割机 LSR-3015", "machinery", "台", Decimal(760_000), 2),
    Product("ROB-20", "上下料机器人 ROB-20", "machinery", "套", Decimal(260_000), 6),
    Product("CT-64", "断层扫描系统 CT-64", "medical", "套", Decimal(3_200_000), 1),
    Product("US-90", "彩色超声诊断系统 US-90", "medical", "台", Decimal(420_000), 3),
    Product("LAB-600", "全自动生化分析仪 LAB-600", "medical", "台", Decimal(350_000), 3),
    Product("MON-12", "病人监护仪 MON-12", "medical", "台", Decimal(28_000), 30),
    Product("MES-STD", "制造执行系统 标准版", "software", "套", Decimal(320_000), 1),
    Product("WMS-PRO", "仓储管理系统 专业版", "software", "套", Decimal(180_000), 2),
    Product("PACS-5", "影像归档系统 五科室版", "software", "套", Decimal(260_000), 1),
    Product("CARE-1Y", "年度运维服务", "software", "年", Decimal(60_000), 3, tax="6"),
)
LINES = {"machinery": "装备", "medical": "医疗", "software": "软件"}


def of_line(line: str) -> list[Product]:
    return [product for product in PRODUCTS if product.line == line]


def product_rows() -> list[Row]:
    return [_row(product) for product in PRODUCTS]


def _row(product: Product) -> Row:
    told = {
        "code": product.code,
        "name": product.name,
        "series": LINES[product.line],
        "unit": product.unit,
        "listPrice": f"{product.price:.2f}",
        "currency": CURRENCY,
        "priceIncludesTax": True,
        "taxRate": product.tax,
        "productLine": LINES[product.line],
        "externalRefs": refs(product.key),
    }
    return Row(product.key, {"product": told})
